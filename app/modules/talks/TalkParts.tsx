/** The small parts of 意見交換会: how it stands, when and where, and a list of them. */
import { formatInstant, formatSpan } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Icon, LinkButton, type Tone } from '~/ui/parts'
import type { ListedTalk } from './queries/list.server'
import type { nearness, OutcomeStanding, TalkState } from './rules'

const tones: Record<TalkState, Tone> = {
  draft: 'warning',
  announced: 'info',
  held: 'success',
  cancelled: 'danger',
}

export function TalkStateBadge({ state }: { state: TalkState }) {
  const t = useT()
  return <Badge tone={tones[state]}>{t(`talks.state.${state}`)}</Badge>
}

/** あと三日: how near a talk is; nothing of one that is over or off. */
export function NearBadge({ near, state }: { near: ReturnType<typeof nearness>; state: TalkState }) {
  const t = useT()
  if (state !== 'announced' || near.when === 'over') return null
  if (near.when === 'later') return <Badge>{t('talks.near.later', { days: near.days })}</Badge>
  return <Badge tone="warning">{t(`talks.near.${near.when}`)}</Badge>
}

const standingTones: Record<OutcomeStanding, Tone> = {
  done: 'success',
  overdue: 'danger',
  soon: 'warning',
  open: 'info',
  ended: 'neutral',
}

export function StandingBadge({ standing }: { standing: OutcomeStanding }) {
  const t = useT()
  return <Badge tone={standingTones[standing]}>{t(`talks.standing.${standing}`)}</Badge>
}

export function TalkList({ talks }: { talks: readonly ListedTalk[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <ul className="notice-list">
      {talks.map((talk) => (
        <li key={talk.id} className="notice-row">
          <p>
            <TalkStateBadge state={talk.state} />{' '}
            {talk.minutes && <Badge tone="success">{t('talks.list.minutes')}</Badge>}
          </p>
          <h3>
            <a href={`/exchange/talks/${talk.id}`}>{talk.title}</a>
          </h3>
          <p>
            <Icon name="calendar" /> <strong>{formatSpan(talk.startsAt, talk.endsAt, language)}</strong>
          </p>
          <p>
            <Icon name="place" /> {talk.place || t('talks.online_only')}
            {talk.place && talk.online && ` ${t('talks.also_online')}`}
          </p>
          {talk.decided > 0 && <DecidedLine talk={talk} />}
          <p className="support">
            {t('talks.by', { host: talk.host })} / {t('talks.for', { audience: talk.audience })}
            {talk.state === 'announced' && ` / ${t('talks.list.coming', { count: talk.coming })}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

function DecidedLine({ talk }: { talk: ListedTalk }) {
  const t = useT()
  return (
    <p>
      {t('talks.list.decided', { count: talk.decided, done: talk.done })}{' '}
      {talk.overdue > 0 && <Badge tone="danger">{t('talks.list.overdue', { count: talk.overdue })}</Badge>}
    </p>
  )
}

const PAGES = ['edit', 'agenda', 'attendance', 'questions', 'minutes', 'outcomes'] as const
type HostPage = (typeof PAGES)[number]

/** The pages with which the host works, on each of them. */
export function HostNav({ id, here }: { id: number; here?: HostPage }) {
  const t = useT()
  return (
    <nav className="talk-nav no-print" aria-label={t('talks.host.title')}>
      {PAGES.map((page) => (
        <a
          key={page}
          href={`/exchange/talks/${id}/${page}`}
          className={`button ${page === here ? 'button-primary' : 'button-secondary'}`}
          aria-current={page === here ? 'page' : undefined}
        >
          {t(`talks.host.${page}`)}
        </a>
      ))}
    </nav>
  )
}

/** The papers of a talk: for everybody the invitation and the minutes, for the host the sheet of the day. */
export function Papers(props: { id: number; host: boolean; state: TalkState; minutes: boolean }) {
  const { id, host, state, minutes } = props
  const t = useT()
  const at = `/exchange/talks/${id}`
  return (
    <p className="actions no-print">
      {state !== 'cancelled' && (
        <LinkButton href={`${at}/invitation.pdf`}>
          <Icon name="print" /> {t('talks.paper.invitation')}
        </LinkButton>
      )}
      {host && state !== 'cancelled' && (
        <LinkButton href={`${at}/sheet.pdf`}>
          <Icon name="print" /> {t('talks.paper.sheet')}
        </LinkButton>
      )}
      {minutes && (
        <LinkButton href={`${at}/minutes.pdf`}>
          <Icon name="print" /> {t('talks.paper.minutes')}
        </LinkButton>
      )}
      {state === 'announced' && (
        <LinkButton href={`${at}/event.ics`}>
          <Icon name="calendar" /> {t('talks.calendar')}
        </LinkButton>
      )}
    </p>
  )
}

/** The head of each page of the host: which talk it is, when, and how it stands. */
export function HostHead(props: {
  talk: { id: number; title: string; state: TalkState; startsAt: Date; audience: string }
  here: HostPage
}) {
  const { talk, here } = props
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <p>
        <TalkStateBadge state={talk.state} />{' '}
        <a href={`/exchange/talks/${talk.id}`} className="inline-block py-2">
          {talk.title}
        </a>{' '}
        <span className="support">
          {formatInstant(talk.startsAt, language)} / {t('talks.for', { audience: talk.audience })}
        </span>
      </p>
      <HostNav id={talk.id} here={here} />
    </>
  )
}

/** Where the pages of a talk stand. */
export function useTalkCrumbs(talk?: { id: number; title: string }) {
  const t = useT()
  return [
    { href: '/exchange', label: t('exchange.title') },
    { href: '/exchange/talks', label: t('talks.title') },
    ...(talk ? [{ href: `/exchange/talks/${talk.id}`, label: talk.title }] : []),
  ]
}
