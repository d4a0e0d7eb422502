/** People who ask to become members, and members. */
import { dayOf, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { PostButton, Table } from '~/ui/parts'
import { ConfirmPost } from './parts'

type Member = { id: number; name: string; reading: string; requestedAt: string; since: string }

function Name({ member }: { member: Member }) {
  return (
    <>
      {member.name}
      <br />
      <span className="support">{member.reading}</span>
    </>
  )
}

export function MemberRequests({ requests }: { requests: readonly Member[] }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <h2>{t('accounts.members.requests', { count: requests.length })}</h2>
      {requests.length === 0 ? (
        <p>{t('accounts.members.no_requests')}</p>
      ) : (
        <>
          <p>{t('accounts.members.requests_help')}</p>
          <Table
            caption={t('accounts.members.requests_caption')}
            head={[t('accounts.account.name'), t('accounts.members.asked'), t('accounts.members.decide')]}
            rows={requests.map((member) => [
              <Name key="name" member={member} />,
              formatDay(dayOf(new Date(member.requestedAt)), language),
              <div key="decide" className="flex flex-wrap gap-3">
                <PostButton
                  label={t('accounts.members.confirm', { name: member.name })}
                  fields={{ intent: 'confirm', id: member.id }}
                  variant="primary"
                />
                <ConfirmPost
                  summary={t('accounts.members.refuse')}
                  label={t('accounts.members.refuse_submit', { name: member.name })}
                  fields={{ intent: 'refuse', id: member.id }}
                />
              </div>,
            ])}
          />
        </>
      )}
    </>
  )
}

export function MemberList({ members }: { members: readonly Member[] }) {
  const t = useT()
  const language = useLanguage()
  if (members.length === 0) return <p>{t('accounts.members.none')}</p>
  return (
    <Table
      caption={t('accounts.members.caption')}
      head={[t('accounts.account.name'), t('accounts.members.since'), t('accounts.members.left')]}
      rows={members.map((member) => [
        <Name key="name" member={member} />,
        formatDay(dayOf(new Date(member.since)), language),
        <ConfirmPost
          key="end"
          summary={t('accounts.members.end')}
          label={t('accounts.members.end_submit', { name: member.name })}
          fields={{ intent: 'end', id: member.id }}
        />,
      ])}
    />
  )
}
