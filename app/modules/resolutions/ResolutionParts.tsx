/** How a decision stands: its state, its way as a row of steps, its items and what they came to. */
import { formatDay, formatInstant } from '~/platform/clock'
import { Bars } from '~/ui/bars'
import { Figures } from '~/ui/figures'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, Icon, type Tone } from '~/ui/parts'
import { cast, type Need, type Reason, type ResolutionState, type Votes, type Way } from './rules'
import { enoughWords, needWords } from './words'

const TONES: Record<ResolutionState, Tone> = {
  draft: 'neutral',
  consenting: 'info',
  voting: 'info',
  checking: 'warning',
  decided: 'success',
  to_meeting: 'warning',
  cancelled: 'neutral',
}

export function StateBadge({ state }: { state: ResolutionState }) {
  const t = useT()
  return <Badge tone={TONES[state]}>{t(`resolutions.state.${state}`)}</Badge>
}

const STEPS: Record<Way, readonly ResolutionState[]> = {
  consent_then_majority: ['consenting', 'voting', 'checking', 'decided'],
  all_agree: ['voting', 'checking', 'decided'],
  by_rules: ['voting', 'checking', 'decided'],
}

/** The way as a picture: step after step, where it stands now, and what leads into a meeting. */
export function WaySteps({ way, state }: { way: Way; state: ResolutionState | null }) {
  const t = useT()
  const steps = STEPS[way]
  const here = state === null ? -1 : steps.indexOf(state)
  const isDone = state === 'decided'
  return (
    <div className="rounded-lg border border-solid-gray-420 p-4">
      <ol
        className="flex flex-col gap-2 sm:flex-row sm:items-stretch"
        aria-label={t('resolutions.way.steps')}
      >
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === here && !isDone ? 'step' : undefined}
            className={`flex-1 rounded-lg border p-3 ${index === here ? 'border-4 font-bold' : ''}`}
          >
            <span className="block">
              {(index < here || isDone) && <Icon name="check" />} {index + 1}.{' '}
              {t(`resolutions.step.${step}.title`)}
            </span>
            <span className="support block font-normal">{t(`resolutions.step.${step}.${way}`)}</span>
            {index === here && !isDone && <Badge tone="info">{t('resolutions.way.here')}</Badge>}
          </li>
        ))}
      </ol>
      <p className="mt-3">
        <Icon name="warning" /> {t(`resolutions.way.${way}.meeting`)}
      </p>
    </div>
  )
}

/** Why a meeting is held, or why it was stopped. */
export function EndBanner(props: { state: ResolutionState; reason: Reason | ''; words: string }) {
  const { state, reason, words } = props
  const t = useT()
  if ((state !== 'to_meeting' && state !== 'cancelled') || reason === '') return null
  return (
    <Banner tone="warning" title={t(`resolutions.ended.${state}`)}>
      <p>{t(`resolutions.reason.${reason}`)}</p>
      {words && <p className="whitespace-pre-line">{words}</p>}
    </Banner>
  )
}

/** Text of officers: paragraphs as typed. */
export function Typed({ text }: { text: string }) {
  return text ? <p className="whitespace-pre-line">{text}</p> : null
}

/** 議案 as they are asked. */
export function ItemList(props: {
  items: readonly { id: number; title: string; text: string; need: Need }[]
  way: Way
  /** Number of the first one */
  first?: number
}) {
  const { items, way, first = 1 } = props
  const t = useT()
  return (
    <>
      {items.map((item, index) => (
        <section className="card" key={item.id}>
          <h3 className="card-title">
            {t('resolutions.item.number', { n: index + first })} {item.title}
          </h3>
          <Typed text={item.text} />
          <p className="support">
            {way === 'all_agree' ? t('resolutions.need.everybody') : needWords(t, item.need)}
          </p>
        </section>
      ))}
    </>
  )
}

type ItemResult = {
  id: number
  title: string
  need: Need
  votes: Votes | null
  carried: boolean | null
}

/** 結果: of each item a picture and the numbers beside it. */
export function Results(props: { items: readonly ItemResult[]; voters: number; way: Way; stands: boolean }) {
  const { items, voters, way, stands } = props
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.result.${key}`, params)
  return (
    <>
      {items.map(({ id, title, need, votes, carried }, index) => {
        const name = `${t('resolutions.item.number', { n: index + 1 })} ${title}`
        if (!votes) {
          // Of a secret vote of a few its members are told the result alone.
          return carried === null || !stands ? null : (
            <section className="card" key={id}>
              <h3 className="card-title">{name}</h3>
              <p className="text-xl font-bold">
                <Badge tone={carried ? 'success' : 'danger'}>{word(carried ? 'carried' : 'lost')}</Badge>
              </p>
            </section>
          )
        }
        const silent = Math.max(0, voters - cast(votes))
        const rows = [
          [t('resolutions.choice.for'), votes.for],
          [t('resolutions.choice.against'), votes.against],
          ...(way === 'all_agree' ? [] : [[t('resolutions.choice.abstain'), votes.abstain] as const]),
          [word('silent'), silent],
        ] as const
        return (
          <section className="card" key={id}>
            <h3 className="card-title">{name}</h3>
            {stands && (
              <p className="text-xl font-bold">
                <Badge tone={carried ? 'success' : 'danger'}>{word(carried ? 'carried' : 'lost')}</Badge>
              </p>
            )}
            <Bars
              label={word('picture', { title: name })}
              bars={rows.map(([label, value]) => ({ label, value, text: String(value) }))}
            />
            <Figures
              caption={word('caption', { title: name })}
              captionHidden
              head={[word('answer'), word('votes')]}
              rows={rows.map(([label, value]) => [label, value])}
            />
            <p className="support">
              {way === 'all_agree' ? t('resolutions.need.everybody') : needWords(t, need)}
              {way !== 'all_agree' && <> {enoughWords(t, need, { voters, cast: cast(votes) })}</>}
            </p>
          </section>
        )
      })}
    </>
  )
}

/** The days of a decision in words. */
export function useDays() {
  const t = useT()
  const language = useLanguage()
  return {
    day: (day: string | null) => (day ? formatDay(day, language) : null),
    instant: (iso: string | null) => (iso ? formatInstant(new Date(iso), language) : null),
    until: (day: string) => t('resolutions.until', { day: formatDay(day, language) }),
  }
}
