/** What officers do with a decision: start it, close it, hold a meeting instead; and how far the answers are. */

import type { FormFields } from '~/platform/forms'
import { Figures } from '~/ui/figures'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, ConfirmPost, LinkButton } from '~/ui/parts'
import type { ResolutionView } from './queries/resolution.server'
import { type Differences, differenceKinds, isRunning, markOf, mayMove } from './rules'
import { runAct } from './schema'

/** How many have answered, as a bar with its numbers. What they have said is told after the end. */
export function Progress({ view }: { view: ResolutionView }) {
  const { resolution, count, consent, desk } = view
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.progress.${key}`, params)
  if (!isRunning(resolution.state)) return null
  const isConsent = resolution.state === 'consenting'
  const done = isConsent ? consent.yes : count.voted
  const share = count.voters > 0 ? (done / count.voters) * 100 : 0
  const rows: [string, number][] = [
    [word('voters'), count.voters],
    [word(isConsent ? 'consented' : 'voted'), done],
    [word('silent'), count.voters - done],
  ]
  if (!isConsent && desk.enter) rows.push([word('on_paper'), count.envelopes])
  if (!isConsent && desk.enter && count.secret) rows.push([word('sheets'), count.sheets])
  if (desk.enter) rows.push([word('papers_open'), count.papersOpen])
  return (
    <>
      <svg
        viewBox="0 0 360 36"
        role="img"
        aria-label={word('picture', { done, all: count.voters })}
        className="w-full max-w-xl"
      >
        <rect x="1" y="1" width="358" height="34" rx="6" fill="none" stroke="currentColor" />
        <rect x="1" y="1" width={358 * (share / 100)} height="34" rx="6" fill="var(--color-blue-900)" />
      </svg>
      <Figures caption={word('caption')} head={[word('what'), word('count')]} rows={rows} />
    </>
  )
}

/** The next thing to do, and why it cannot be done yet. */
export function RunDesk(props: { view: ResolutionView; answer: unknown; kept?: FormFields }) {
  const { view, answer, kept } = props
  const { resolution, next, count } = view
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) => t(`resolutions.desk.${key}`, params)
  if (!next) return null
  const { state, version, items } = resolution
  const here = `/associations/${resolution.association.slug}/resolutions/${resolution.id}`
  const errors = (answer as { errors?: Record<string, string[]> } | undefined)?.errors?.form ?? []
  return (
    <>
      <h2>{word('title')}</h2>
      {errors.map((key) => (
        <Banner key={key} tone="danger" title={t(key)} live />
      ))}
      {state === 'draft' && (
        <>
          {items.length === 0 && <Banner tone="warning" title={t('resolutions.error.no_items')} />}
          {count.voters === 0 && <Banner tone="warning" title={t('resolutions.error.no_voters')} />}
          <p className="actions">
            <LinkButton href={`${here}/edit`}>{word('edit')}</LinkButton>
            <LinkButton href={`${here}/voters`}>
              {t('resolutions.voters.link', { count: count.voters })}
            </LinkButton>
          </p>
          {items.length > 0 && count.voters > 0 && (
            <StartForm
              version={version}
              voters={count.voters}
              differences={next.differences}
              answer={answer}
              href={`${here}/voters`}
            />
          )}
        </>
      )}
      {isRunning(state) && (
        <>
          <p className="actions">
            <LinkButton href={`${here}/voters`}>
              {t('resolutions.voters.link', { count: count.voters })}
            </LinkButton>
            <LinkButton href={`${here}/papers`}>{t('resolutions.papers.title')}</LinkButton>
          </p>
          <form method="post" action={`${here}/sheets.pdf`}>
            <p>{t('resolutions.sheets.help')}</p>
            <p className="actions">
              <button type="submit" name="which" value="waiting" className="button button-secondary">
                {t('resolutions.sheets.waiting')}
              </button>
              <button type="submit" name="which" value="all" className="button button-secondary">
                {t('resolutions.sheets.all')}
              </button>
            </p>
          </form>
        </>
      )}
      {next.missing && (
        <ConfirmPost
          summary={word('missing')}
          label={word('missing_submit')}
          fields={{ intent: 'go_on', version }}
        >
          <p>{word('missing_text')}</p>
        </ConfirmPost>
      )}
      {next.closing === 'ready' && (
        <ConfirmPost
          summary={word('close')}
          label={word('close_submit')}
          fields={{ intent: 'close', version }}
          variant="primary"
        >
          <p>{word('close_text', { voted: count.voted, voters: count.voters })}</p>
        </ConfirmPost>
      )}
      {next.closing && next.closing !== 'ready' && (
        <Banner
          tone="info"
          title={word(`closing_${next.closing}`, { envelopes: count.envelopes, sheets: count.sheets })}
        />
      )}
      {mayMove(state, 'to_meeting', 'officer') && (
        <StopForm
          version={version}
          answer={answer}
          kept={kept}
          mayCancel={mayMove(state, 'cancelled', 'officer')}
        />
      )}
      {state === 'to_meeting' && (
        <p className="actions">
          <LinkButton href={`/notices/new?resolution=${resolution.id}`} variant="primary">
            {word('notice')}
          </LinkButton>
        </p>
      )}
    </>
  )
}

/** Starts it; each difference between the list and the register is ticked first. */
function StartForm(props: {
  version: number
  voters: number
  differences: Differences | null
  answer: unknown
  href: string
}) {
  const { version, voters, differences, answer, href } = props
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) => t(`resolutions.desk.${key}`, params)
  const kinds = differences ? differenceKinds.filter((kind) => differences[kind].length > 0) : []
  const refused = Boolean((answer as { errors?: unknown } | undefined)?.errors)
  return (
    <details className="confirm" open={refused}>
      <summary>{word('start')}</summary>
      <div className="confirm-text">
        <p>{word('start_text')}</p>
      </div>
      <form method="post">
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="version" value={version} />
        {differences && kinds.length > 0 && (
          <fieldset className="field">
            <legend>{t('resolutions.differs.legend')}</legend>
            <p className="support">
              {t('resolutions.differs.support')} <a href={href}>{t('resolutions.differs.look')}</a>
            </p>
            {kinds.map((kind) => (
              <label className="choice" key={kind}>
                <input type="checkbox" name="seen" value={markOf(differences, kind)} />
                <span>{t(`resolutions.differs.tick_${kind}`, { count: differences[kind].length })}</span>
              </label>
            ))}
          </fieldset>
        )}
        <button type="submit" className="button button-primary">
          {word('start_submit', { count: voters })}
        </button>
      </form>
    </details>
  )
}

function StopForm(props: { version: number; answer: unknown; kept?: FormFields; mayCancel: boolean }) {
  const { version, answer, kept, mayCancel } = props
  const t = useT()
  const word = (key: string) => t(`resolutions.desk.${key}`)
  const failed = Boolean((answer as { errors?: Record<string, string[]> } | undefined)?.errors?.reason)
  return (
    <details className="confirm" open={failed || Boolean(kept?.reason)}>
      <summary>{word(mayCancel ? 'stop' : 'meeting_submit')}</summary>
      <div className="confirm-text">
        <p>{word('stop_text')}</p>
      </div>
      <CheckedForm schema={runAct} answer={failed ? answer : undefined} defaults={kept} id="stop">
        <HiddenField name="version" value={version} />
        <TextArea name="reason" label={word('reason')} support={word('reason_support')} rows={3} required />
        <p className="actions">
          <SubmitButton name="intent" value="meeting" variant="secondary" unchecked>
            {word('meeting_submit')}
          </SubmitButton>
          {mayCancel && (
            <SubmitButton name="intent" value="cancel" variant="danger" unchecked>
              {word('cancel_submit')}
            </SubmitButton>
          )}
        </p>
      </CheckedForm>
    </details>
  )
}
