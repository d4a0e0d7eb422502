/** A result of the arithmetic in words. */
import type { Translate } from '~/platform/i18n'
import { type Assumption, parseFraction, type Reason, type Step, toYen } from './rules'
import type { Programme } from './schema'

/** An amount in the words of the language: 1,234,567円, ¥1,234,567 */
export const yenText = (yen: number, t: Translate) =>
  t('subsidies.amount', { yen: yen.toLocaleString('ja-JP') })

/** A figure of a step, which may have a part below one yen: 666,666円と2/3 */
export function figureText(exact: string, t: Translate): string {
  const of = parseFraction(exact)
  const rest = of.n % of.d
  const amount = yenText(toYen(of), t)
  return rest === 0n ? amount : t('subsidies.amount_and_part', { amount, part: `${rest}/${of.d}` })
}

/** Why: the programme's own words, or the portal's. */
export function reasonText(reason: Reason, t: Translate): string {
  if ('text' in reason) return reason.text
  const { yen, ...rest } = reason.params ?? {}
  return t(`subsidies.reason.${reason.key}`, {
    ...rest,
    ...(typeof yen === 'number' ? { yen: yen.toLocaleString('ja-JP') } : {}),
  })
}

/** One line of the arithmetic: what is done, by what, and what it comes to. */
export function stepText(step: Step, programme: Programme, t: Translate): string {
  const work = programme.works.find(({ key }) => key === step.work)?.name
  const by = byText(step, t)
  return `${work ? `${work} ` : ''}${t(`subsidies.step.${step.kind}`)}${by ? `(${by})` : ''} → ${figureText(step.result, t)}`
}

/** By which rate, limit or unit; empty for a step that has none. */
export function byText(step: Step, t: Translate): string {
  if (step.by === null) return ''
  if (step.kind === 'grant') return step.by
  if (step.kind === 'rounding')
    return step.by === '1'
      ? t('subsidies.step.by_yen_exact')
      : t('subsidies.step.by_unit', { yen: Number(step.by).toLocaleString('ja-JP') })
  return figureText(step.by, t)
}

/** What was taken as so because nobody has said anything. */
export function assumptionText({ text, facts }: Assumption, t: Translate): string {
  return text ?? t(`subsidies.estimate.taken_as_none_${facts[0]}`)
}

/** Why nothing may be signed before the decision; null where the scheme does not mind. */
export function doNotSignText(
  { dates }: { dates: Pick<Programme['dates'], 'contractAfterDecision'> },
  t: Translate,
): string | null {
  if (dates.contractAfterDecision === false) return null
  return t(
    dates.contractAfterDecision
      ? 'subsidies.estimate.do_not_sign_text'
      : 'subsidies.estimate.ask_before_signing',
  )
}
