/** 決まったこと: whose it is, by when, and how it stands. */
import type { ReactNode } from 'react'
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { PostButton } from '~/ui/parts'
import type { TalkOutcomeView } from './queries/talk.server'
import { StandingBadge } from './TalkParts'

export function Outcomes(props: {
  outcomes: readonly TalkOutcomeView[]
  /** Where the tick is sent to */
  action: string
  beside?: (outcome: TalkOutcomeView) => ReactNode
}) {
  const { outcomes, action, beside } = props
  const t = useT()
  const language = useLanguage()
  if (outcomes.length === 0) return <p>{t('talks.outcome.none')}</p>
  return (
    <ol className="notice-list">
      {outcomes.map((outcome) => (
        <li key={outcome.id} className="notice-row talk-tight" id={`outcome-${outcome.id}`}>
          <p>
            <StandingBadge standing={outcome.standing} />
          </p>
          <p className="talk-question">{outcome.text}</p>
          <p>
            {t('talks.outcome.owner', { name: outcome.owner })}
            {outcome.dueOn && ` / ${t('talks.outcome.due', { day: formatDay(outcome.dueOn, language) })}`}
            {outcome.doneOn &&
              ` / ${t('talks.outcome.done_on', { day: formatDay(outcome.doneOn, language) })}`}
          </p>
          {outcome.matter && (
            <p>
              <a href={`/exchange/${outcome.matter.id}`} className="inline-block py-2">
                {t('talks.outcome.matter')}
              </a>
            </p>
          )}
          {outcome.droppedOn && (
            <p className="whitespace-pre-line">
              {t('talks.outcome.dropped', {
                day: formatDay(outcome.droppedOn, language),
                reason: outcome.droppedReason,
              })}
            </p>
          )}
          {outcome.mine && (
            <PostButton
              action={action}
              label={t(outcome.doneOn ? 'talks.outcome.undo' : 'talks.outcome.tick')}
              fields={{
                intent: 'tick',
                id: outcome.id,
                version: outcome.version,
                done: outcome.doneOn ? 'no' : 'yes',
              }}
            />
          )}
          {beside?.(outcome)}
        </li>
      ))}
    </ol>
  )
}
