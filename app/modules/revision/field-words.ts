/** The name of a field of the form as it stands there. */
import type { Translate } from '~/platform/i18n'

/** `yearly-renovation` → 1年に行う会館の割合(%) 改修; `a-cap-renovation` → 案A 補助限度額 改修 */
export function unreadWords(
  unread: readonly string[],
  works: readonly { key: string; name: string }[],
  t: Translate,
): string {
  return unread
    .map((name) => {
      const [, plan, kind = '', of = ''] = /^(?:([ab])-)?([a-z]+)(?:-(.+))?$/.exec(name) ?? []
      const work = works.find(({ key }) => key === of)?.name ?? ''
      const field = t(`revision.field.${kind}`, { middle: '–' })
      return [plan && t(`revision.variant.plan_${plan}`), work, field].filter(Boolean).join(' ')
    })
    .join(t('subsidies.rule.comma'))
}
