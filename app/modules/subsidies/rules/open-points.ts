/** 公表されていないこと: which of a scheme's open points concern the works that somebody asks about. */

type Named = { works: readonly { key: string; name: string }[]; openPoints: readonly string[] }

/** 「土地の賃借」 is the work 「土地賃借」. */
const plain = (text: string) => text.normalize('NFKC').replaceAll(/[の\s]/g, '')

/**
 * Points that name one of these works, and points that name none. A point that names only other works is left out.
 * The longest name counts: what says 耐震改修 does not speak of 改修.
 */
export function openPointsFor(
  { works, openPoints }: Named,
  chosen: readonly string[],
): { ofWorks: string[]; general: string[] } {
  const byLength = works
    .map(({ key, name }) => ({ key, name: plain(name) }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length)
  const found = { ofWorks: [] as string[], general: [] as string[] }
  for (const point of openPoints) {
    let rest = plain(point)
    const named = byLength.filter(({ name }) => {
      const told = rest.includes(name)
      rest = rest.replaceAll(name, '\n')
      return told
    })
    if (named.length === 0) found.general.push(point)
    else if (named.some(({ key }) => chosen.includes(key))) found.ofWorks.push(point)
  }
  return found
}
