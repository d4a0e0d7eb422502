/** The parts of an association's page. */
import { type Day, formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, DataList } from '~/ui/parts'
import type { Kind } from './rules'
import type { Relative, ShownContact } from './view.server'

/** Text of officers: paragraphs as typed, nothing else. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <div className="prose">
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <p key={index} className="whitespace-pre-line">
          {paragraph}
        </p>
      ))}
    </div>
  )
}

/** Where the association stands in the tree, from the city down. */
export function Above({ above }: { above: readonly Relative[] }) {
  return (
    <>
      {above.map((node, index) => (
        <span key={node.slug}>
          {index > 0 && ' › '}
          <a href={`/associations/${node.slug}`}>{node.name}</a>
        </span>
      ))}
    </>
  )
}

/** What stands directly below, as links. */
export function Children({ nodes }: { nodes: readonly Relative[] }) {
  return (
    <ul className="columns-1 gap-8 sm:columns-2">
      {nodes.map((node) => (
        <li key={node.slug} className="break-inside-avoid">
          <a className="inline-block py-1.5" href={`/associations/${node.slug}`}>
            {node.name}
          </a>
        </li>
      ))}
    </ul>
  )
}

type Figures = {
  households: number | null
  memberHouseholds: number | null
  householdsMethod: string | null
  householdsAsOf: Day | null
}

/** Households as they were counted. No share is worked out: each association counts in its own way. */
export function HouseholdFigures({ figures }: { figures: Figures }) {
  const t = useT()
  const language = useLanguage()
  const count = (n: number | null) =>
    n !== null && t('associations.page.households_count', { n: n.toLocaleString(language) })
  return (
    <DataList
      rows={[
        [t('associations.page.households'), count(figures.households) || null],
        [t('associations.page.member_households'), count(figures.memberHouseholds) || null],
        [t('associations.page.method'), figures.householdsMethod],
        [t('associations.page.as_of'), figures.householdsAsOf && formatDay(figures.householdsAsOf, language)],
      ]}
    />
  )
}

type EventRow = {
  id: number
  title: string
  eventStartsAt: Date | null
  eventPlace: string | null
  publisher: string
}

/** Coming events: when, what, where. The notices say the rest. */
export function EventList({ events }: { events: readonly EventRow[] }) {
  const language = useLanguage()
  return (
    <ul className="notice-list">
      {events.map((event) => (
        <li key={event.id} className="notice-row">
          <p className="font-bold">{event.eventStartsAt && formatInstant(event.eventStartsAt, language)}</p>
          <p>
            <a className="inline-block py-1" href={`/notices/${event.id}`}>
              {event.title}
            </a>
          </p>
          <p className="support">{[event.eventPlace, event.publisher].filter(Boolean).join(' / ')}</p>
        </li>
      ))}
    </ul>
  )
}

/** Officers by post; a post may have several. */
export function OfficerList({
  officers,
}: {
  officers: readonly { post: string; name: string; reading: string }[]
}) {
  const t = useT()
  const posts = [...new Set(officers.map((officer) => officer.post))]
  return (
    <dl className="data-list">
      {posts.map((post) => (
        <div key={post}>
          <dt>{t(`accounts.post.${post}`)}</dt>
          <dd>
            {officers
              .filter((officer) => officer.post === post)
              .map((officer, index) => (
                <p key={index} className="mt-0!">
                  {officer.name}
                  {officer.reading && <span className="support"> ({officer.reading})</span>}
                </p>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** 連絡先, with a word on who sees it when it is not public. */
export function ContactBlock({ contact }: { contact: ShownContact }) {
  const t = useT()
  const row = (part: 'name' | 'phone' | 'email', node: React.ReactNode) =>
    [
      t(`associations.contact.${part}`),
      contact[part] ? (
        <>
          {node}
          {contact.inOffice && (
            <>
              {' '}
              <Badge tone={contact.public.includes(part) ? 'success' : 'neutral'}>
                {t(
                  contact.public.includes(part)
                    ? 'associations.contact.shown'
                    : 'associations.contact.hidden',
                )}
              </Badge>
            </>
          )}
        </>
      ) : null,
    ] as const
  return (
    <>
      {contact.inOffice && <p className="support">{t('associations.contact.in_office')}</p>}
      <DataList
        rows={[
          row('name', contact.name),
          row('phone', <a href={`tel:${contact.phone?.replaceAll('-', '')}`}>{contact.phone}</a>),
          row('email', <a href={`mailto:${contact.email}`}>{contact.email}</a>),
        ]}
      />
    </>
  )
}

export function KindBadges({ kind, legal }: { kind: Kind; legal: boolean }) {
  const t = useT()
  return (
    <p className="notice-marks">
      <Badge tone={kind === 'council' || kind === 'city' ? 'info' : 'neutral'}>
        {t(`associations.kind.${kind}`)}
      </Badge>
      {legal && <Badge>{t('associations.legal')}</Badge>}
    </p>
  )
}
