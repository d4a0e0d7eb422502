/** 役員の席: which are held, by whom where the name may be seen, and which are vacant. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Table, type Tone } from '~/ui/parts'
import type { PostShown, SeatShown, TermShown } from './queries/posts.server'
import type { SeatState } from './rules'

const TONES: Record<SeatState, Tone> = {
  filled: 'success',
  ends_soon: 'warning',
  vacant: 'danger',
  acting: 'warning',
}

export function SeatBadge({ state }: { state: SeatState }) {
  const t = useT()
  return <Badge tone={TONES[state]}>{t(`officers.page.state.${state}`)}</Badge>
}

/** 副会長 2: a number only where a post has several seats. */
export function useSeatName() {
  const t = useT()
  return (post: string, number: number) => (number > 0 ? t('officers.page.seat', { post, number }) : post)
}

/** @param props.openings by id of the post, the opening through which somebody is looked for; see module openings */
export function SeatTable(props: {
  posts: readonly PostShown[]
  slug: string
  keeps: boolean
  openings?: Readonly<Record<number, number>>
}) {
  const { posts, slug, keeps, openings = {} } = props
  const t = useT()
  const seatName = useSeatName()
  const here = `/associations/${slug}`
  const at = (key: string) => t(`officers.page.${key}`)
  return (
    <Table
      caption={at('caption')}
      head={[at('post'), at('state_head'), at('name'), at('term'), ...(keeps ? [at('keep')] : [])]}
      rows={posts.flatMap((post) =>
        post.seats.map((seat) => {
          const name = seatName(post.name, post.seats.length > 1 ? seat.number : 0)
          return [
            name,
            <SeatBadge key="state" state={seat.state} />,
            <Who key="who" seat={seat} slug={slug} opening={openings[post.id]} />,
            <When key="when" seat={seat} />,
            ...(keeps
              ? [
                  <Keep
                    key="keep"
                    seat={seat}
                    name={name}
                    here={`${here}/officers`}
                    offer={openings[post.id] ? null : `${here}/openings/new?kind=post&post=${post.id}`}
                  />,
                ]
              : []),
          ]
        }),
      )}
    />
  )
}

function Who({ seat, slug, opening }: { seat: SeatShown; slug: string; opening?: number }) {
  const t = useT()
  const name = (term: TermShown) => term.name ?? t('officers.page.hidden')
  const { current, next } = seat
  return (
    <>
      {current ? (
        <>
          {name(current)} {current.own && <span className="support">{t('officers.page.you')}</span>}
        </>
      ) : (
        <a href={opening ? `/openings/${opening}` : `/associations/${slug}`} className="inline-block py-2">
          {t(opening ? 'openings.beside.vacant' : 'officers.page.ask')}
        </a>
      )}
      {current && opening && seat.state !== 'filled' && (
        <>
          <br />
          <a href={`/openings/${opening}`} className="inline-block py-2">
            {t('openings.beside.vacant')}
          </a>
        </>
      )}
      {next && (
        <>
          <br />
          <span className="support">{t('officers.page.next', { name: name(next) })}</span>
        </>
      )}
    </>
  )
}

function When({ seat }: { seat: SeatShown }) {
  const t = useT()
  const language = useLanguage()
  const { current, next, state, freeFrom } = seat
  return (
    <>
      {current
        ? t('officers.page.until', { day: formatDay(current.endsOn, language) })
        : t('officers.page.nobody')}
      {next && (
        <>
          <br />
          <span className="support">
            {t('officers.page.from', { day: formatDay(next.startsOn, language) })}
          </span>
        </>
      )}
      {state === 'ends_soon' && !next && (
        <>
          <br />
          <span className="support">
            {t('officers.page.free_from', { day: formatDay(freeFrom, language) })}
          </span>
        </>
      )}
    </>
  )
}

function Keep(props: { seat: SeatShown; name: string; here: string; offer: string | null }) {
  const { seat, name, here, offer } = props
  const t = useT()
  const { current, next } = seat
  return (
    <ul className="plain-list">
      <li>
        <a href={`${here}/seats/${seat.id}`} className="inline-block py-2">
          {t('officers.page.prepare', { seat: name })}
        </a>
      </li>
      {offer && seat.state !== 'filled' && (
        <li>
          <a href={offer} className="inline-block py-2">
            {t('openings.beside.offer_of', { seat: name })}
          </a>
        </li>
      )}
      {[current, next].map(
        (term) =>
          term && (
            <li key={term.id}>
              <a href={`${here}/${term.id}/end`} className="inline-block py-2">
                {t('accounts.officers.end_of', { name: term.name ?? '' })}
              </a>
            </li>
          ),
      )}
    </ul>
  )
}
