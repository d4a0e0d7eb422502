/** One's own application: how it stands, what to do, what is needed on the day. */
import type { ReactNode } from 'react'
import { formatInstant, formatSpan } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, ConfirmPost, DataList, LinkButton, PostButton } from '~/ui/parts'
import { ConsentBadge, StateBadge, stageKey } from './PartyParts'
import type { MineItem } from './queries/mine.server'

export function MineCard({
  item,
  mine,
  friendCode,
  links,
}: {
  item: MineItem
  /** The address of the person's own page */
  mine: string
  /** A picture of the link of a friend */
  friendCode: (friend: Friend) => ReactNode
  /** What other pages add below: certificate, reflection … */
  links?: ReactNode
}) {
  const t = useT()
  const language = useLanguage()
  const open = item.living && !item.begun
  const own = `${mine}/people/${item.memberId}`
  return (
    <section className="card space-y-4" aria-labelledby={`application-${item.id}`}>
      <h3 className="card-title" id={`application-${item.id}`}>
        <a href={`/volunteering/${item.placeId}`}>{item.title}</a>
      </h3>
      <p>
        <StateBadge state={item.state} /> <ConsentBadge state={open ? item.consent : 'not_needed'} />
      </p>
      <NextStep item={item} own={own} />
      <DataList
        rows={[
          [t('participation.when'), formatSpan(item.startsAt, item.endsAt, language)],
          [t('participation.host'), item.host],
          [t('participation.venue'), item.venue],
          [t('participation.meeting'), item.state === 'placed' ? item.meetingPoint : ''],
          [t('participation.bring'), item.state === 'placed' ? item.bring : ''],
          [t('participation.rain'), item.state === 'placed' ? item.rainRule : ''],
          [t('participation.supervisor'), item.supervisor],
          [
            t('participation.host_phone'),
            item.hostPhone && open ? (
              <a key="phone" href={`tel:${item.hostPhone}`}>
                {item.hostPhone}
              </a>
            ) : (
              ''
            ),
          ],
          [t('participation.code'), item.code && !item.past ? <strong key="code">{item.code}</strong> : ''],
          [t('participation.cancel_reason'), item.cancelReason],
        ]}
      />
      {item.friends.length > 0 && <Friends item={item} code={friendCode} />}
      {open && (
        <div className="actions">
          {!item.lecture && <LinkButton href={own}>{t('participation.mine.day_details')}</LinkButton>}
          {item.consent === 'waiting' && (
            <LinkButton href={`${own}/sheet.pdf`}>{t('participation.mine.sheet')}</LinkButton>
          )}
        </div>
      )}
      {open && (
        <div className="print:hidden">
          <Ends item={item} />
        </div>
      )}
      {links}
    </section>
  )
}

/** What stands and what comes next, first of all. */
function NextStep({ item, own }: { item: MineItem; own: string }) {
  const t = useT()
  const language = useLanguage()
  if (!item.living) return <p>{t(`participation.mine.over.${item.state}`)}</p>
  if (item.past || item.begun) return null
  const until = item.keptUntil ? formatInstant(item.keptUntil, language) : ''
  if (item.state === 'offered') {
    return (
      <Banner tone="warning" title={t('participation.mine.offered')}>
        <p>{t('participation.mine.offered_until', { until })}</p>
        {item.leads ? (
          <div className="actions">
            <PostButton
              variant="primary"
              label={t('participation.mine.accept')}
              fields={{ intent: 'accept', application: item.id, version: item.version }}
            />
            <PostButton
              label={t('participation.mine.decline')}
              fields={{ intent: 'decline', application: item.id, version: item.version }}
            />
          </div>
        ) : (
          <p>{t('participation.mine.offered_leader')}</p>
        )}
      </Banner>
    )
  }
  if (item.state === 'held') {
    return (
      <Banner tone="warning" title={t('participation.mine.held')}>
        <p>{t('participation.mine.held_until', { until })}</p>
        {item.consent === 'waiting' && (
          <p>
            {t(item.guardianAsked ? 'participation.mine.held_asked' : 'participation.mine.held_paper')}{' '}
            <a href={own}>{t('participation.mine.guardian_mail')}</a>
          </p>
        )}
      </Banner>
    )
  }
  if (item.state === 'waiting') {
    return (
      <Banner tone="info" title={t('participation.mine.waiting')}>
        <p>{t('participation.mine.ahead', { count: item.ahead ?? 0 })}</p>
      </Banner>
    )
  }
  return (
    <Banner tone="success" title={t('participation.mine.placed')}>
      <p>{t('participation.mine.placed_text')}</p>
      {!item.reachable && (
        <p>
          <a href={own}>{t('participation.mine.emergency_missing')}</a>
        </p>
      )}
    </Banner>
  )
}

type Friend = MineItem['friends'][number]

function Friends({ item, code }: { item: MineItem; code: (friend: Friend) => ReactNode }) {
  const t = useT()
  return (
    <>
      <h4 className="font-bold">{t('participation.mine.friends')}</h4>
      <ul className="list-disc space-y-2 pl-6">
        {item.friends.map((friend) => (
          <li key={friend.id}>
            {friend.name}({t(stageKey(friend.stage))}) <ConsentBadge state={friend.consent} />
            {friend.link && (
              <div className="field print:hidden">
                <label className="block" htmlFor={`friend-${friend.id}`}>
                  {t('participation.mine.friend_link', { name: friend.name })}
                </label>
                <span className="support block" id={`friend-${friend.id}-support`}>
                  {t('participation.mine.friend_link_support', { name: friend.name })}
                </span>
                <input
                  id={`friend-${friend.id}`}
                  aria-describedby={`friend-${friend.id}-support`}
                  className="input"
                  type="text"
                  readOnly
                  value={friend.link}
                />
                <div className="w-40">{code(friend)}</div>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Cancelling is always possible until it begins, and asked about once. */
function Ends({ item }: { item: MineItem }) {
  const t = useT()
  const fields = { application: item.id, version: item.version }
  // Somebody with a page of their own has to answer for those who stay.
  const heir = !item.leads || item.friends.some(({ complete }) => complete)
  return (
    <>
      {item.size > 1 && !heir && <p>{t('participation.mine.leave_none')}</p>}
      {item.size > 1 && heir && (
        <ConfirmPost
          summary={t('participation.mine.leave')}
          label={t('participation.mine.leave_do')}
          fields={{ ...fields, intent: 'leave' }}
        >
          <p>{t('participation.mine.leave_text')}</p>
        </ConfirmPost>
      )}
      {item.leads && (
        <ConfirmPost
          summary={t(item.size > 1 ? 'participation.mine.cancel_all' : 'participation.mine.cancel')}
          label={t('participation.mine.cancel_do')}
          fields={{ ...fields, intent: 'cancel' }}
        >
          <p>{t('participation.mine.cancel_text')}</p>
        </ConfirmPost>
      )}
    </>
  )
}
