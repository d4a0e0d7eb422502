/** What the pages of the association's steps have in common. */
import { factLabel } from '~/modules/subsidies/describe'
import type { Programme } from '~/modules/subsidies/schema'
import { formatDay, isDay } from '~/platform/clock'
import type { Translate } from '~/platform/i18n'
import { type Answer, CheckboxField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, LinkButton, PostButton } from '~/ui/parts'
import { type Problem, pathOfItem } from './rules'

/** What is missing or wrong, in words. */
export function problemText(
  { key, params = {} }: Problem,
  facts: Programme['facts'],
  t: Translate,
  language: string,
): string {
  const words = Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (name === 'fact') {
        const label = facts.find((own) => own.key === value)?.label ?? null
        return [name, factLabel({ key: String(value), label }, t)]
      }
      return [name, typeof value === 'string' && isDay(value) ? formatDay(value, language) : value]
    }),
  )
  return t(`applications.problem.${key}`, words)
}

/** Everything that is missing before a step, each with the way to it. */
export function ProblemList(props: {
  id: number
  problems: readonly Problem[]
  facts?: Programme['facts']
  title: string
}) {
  const { id, problems, facts = [], title } = props
  const t = useT()
  const language = useLanguage()
  if (problems.length === 0) return null
  return (
    <Banner tone="warning" title={title}>
      <ul className="bullets">
        {problems.map((problem) => (
          <li key={`${problem.item}${problem.key}`}>
            <a
              className="inline-block py-2.5"
              href={`/subsidies/applications/${id}/${pathOfItem(problem.item)}`}
            >
              {problemText(problem, facts, t, language)}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  )
}

/** Who hands something in: the president; everybody else can ask for it. */
export function PresidentSigns(props: {
  id: number
  /** On which the president hands it in */
  page: 'check' | 'change' | 'report' | 'claim'
  presidents?: readonly string[]
}) {
  const { id, page, presidents = [] } = props
  const t = useT()
  return (
    <Banner
      tone="info"
      title={
        presidents.length > 0
          ? t('applications.check.president_named', { name: presidents.join(t('subsidies.rule.comma')) })
          : t('applications.check.president_title')
      }
    >
      <p>{t('applications.check.president_text')}</p>
      <PostButton
        action={`/subsidies/applications/${id}/check`}
        label={t('applications.check.ask_president')}
        fields={{ intent: 'ask', page }}
      />
    </Banner>
  )
}

/** A box to tick, shown once the portal has said what threatens the grant. */
export function SeenBox({
  answer,
  label = 'seen',
}: {
  answer: Answer | unknown
  label?: 'seen' | 'seen_change'
}) {
  const t = useT()
  const { errors, values } = (answer ?? {}) as NonNullable<Answer>
  if (!errors?.seen && !values?.seen) return null
  return <CheckboxField name="seen" label={t(`applications.step.${label}`)} />
}

/** Back to the application. */
export function BackLink({ id }: { id: number }) {
  const t = useT()
  return <LinkButton href={`/subsidies/applications/${id}`}>{t('applications.step.back')}</LinkButton>
}

/** Where a page of a step stands. */
export const stepCrumbs = (of: { id: number; title: string }, t: Translate) => [
  { href: '/subsidies/applications', label: t('applications.mine.title') },
  { href: `/subsidies/applications/${of.id}`, label: of.title },
]
