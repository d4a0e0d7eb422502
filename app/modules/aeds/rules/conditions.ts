/** 条件 that no calendar can compute: whether the hours can be relied upon all the same. */

/** Days that a place announces and that are few in a year. */
const RARE =
  /^(?:その他)?(?:展示替え期間などの)?(?:臨時(?:の)?休[館園校業所場診]日?|(?:図書|特別)整理(?:日|期間)|蔵書点検(?:日|期間)?|(?:保守|設備)?点検日)$/

/**
 * Whether conditions leave it open on any day whether the AED can be taken: 開館日のみ, 関係者のみ, 友引を除く and
 * whatever is not understood. Only rare exceptions do not: 臨時休館日を除く.
 */
export function conditionsBind(conditions: string | undefined): boolean {
  return (conditions ?? '')
    .normalize('NFKC')
    .split(/[、,。]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .some((part) => {
      const days = /^(?:ただし)?(.+)(?:を|は)除く$/.exec(part)?.[1]
      return !days?.split('・').every((day) => RARE.test(day))
    })
}
