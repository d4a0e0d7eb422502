/** 名簿を読み込む前の確認: who is added on which seat, and which lines cannot be read and why. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Table } from '~/ui/parts'
import type { ImportPlan } from './queries/import.server'
import type { Refused } from './roster/judge'

export function RosterPreview(props: {
  added: ImportPlan['added']
  refused: readonly Refused[]
  same: number
  unread: readonly string[]
  /** Whether the file is of several associations */
  several: boolean
}) {
  const { added, refused, same, unread, several } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`officers.import.${key}`, params)
  return (
    <>
      <p>{at('summary', { added: added.length, same, refused: refused.length })}</p>
      {unread.length > 0 && <p>{at('unread', { columns: unread.join('、') })}</p>}
      {refused.length > 0 && (
        <>
          <Banner tone="danger" title={at('error.refused')} live />
          <Table
            caption={at('refused')}
            head={[at('line'), t('officers.page.name'), at('why')]}
            rows={refused.map(({ line, name, troubles }) => [
              line,
              name,
              <ul key="why" className="plain-list">
                {troubles.map(({ key, params }, index) => (
                  <li key={index}>{at(`row.${key}`, params)}</li>
                ))}
              </ul>,
            ])}
          />
        </>
      )}
      {added.length > 0 && (
        <Table
          caption={at('added')}
          head={[
            at('line'),
            ...(several ? [at('association')] : []),
            t('officers.page.post'),
            t('officers.page.name'),
            t('officers.contact.reading'),
            t('officers.page.term'),
          ]}
          rows={added.map((row) => [
            row.line,
            ...(several ? [row.association.name] : []),
            <div key="post">
              {row.acting ? t('officers.page.acting_of', { post: row.name }) : row.name}{' '}
              {(row.newPost || row.newSeat) && (
                <span className="support">{at(row.newPost ? 'new_post' : 'new_seat')}</span>
              )}
              <br />
              <span className="support">{at('post_kind', { kind: t(`accounts.post.${row.post}`) })}</span>
            </div>,
            <div key="name">
              {row.familyName} {row.givenName}
              {row.email && (
                <>
                  <br />
                  <span className="support">{at('invited', { email: row.email })}</span>
                </>
              )}
            </div>,
            `${row.familyReading} ${row.givenReading}`,
            t('accounts.officers.from_to', {
              from: formatDay(row.startsOn, language),
              to: formatDay(row.endsOn, language),
            }),
          ])}
        />
      )}
    </>
  )
}
