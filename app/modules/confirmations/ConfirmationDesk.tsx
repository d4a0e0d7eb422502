/** 確認の状況: numbers by group, households with their state, and the forms with which officers enter. */
import { type Day, dayOf, formatDay } from '~/platform/clock'
import { CheckboxListField, CheckedForm, HiddenField, RadioField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, LinkButton, PostButton, Table } from '~/ui/parts'
import type { GroupRow, HouseholdState } from './queries/list.server'
import { enteredChannels } from './rules'
import { entryForm, takeBackForm } from './schema'

/** What a household's state is in words. */
function useStateWords() {
  const t = useT()
  const language = useLanguage()
  const day = (at: Date) => formatDay(dayOf(at), language)
  return (household: HouseholdState): string => {
    const { channel, confirmedAt, openedAt, proxyName } = household
    if (channel && confirmedAt) {
      const how = t(`confirmations.channel.${channel}`)
      const words = t('confirmations.desk.confirmed_at', { how, day: day(confirmedAt) })
      return proxyName ? `${words} ${t('confirmations.desk.proxy_by', { name: proxyName })}` : words
    }
    return openedAt
      ? t('confirmations.desk.opened_at', { day: day(openedAt) })
      : t('confirmations.desk.unopened')
  }
}

export function GroupTable(props: { noticeId: number; groups: readonly GroupRow[]; missing: boolean }) {
  const { noticeId, groups, missing } = props
  const t = useT()
  const only = missing ? '&only=missing' : ''
  return (
    <Table
      caption={t('confirmations.desk.groups')}
      head={['group', 'households', 'confirmed', 'opened', 'tally'].map((key) =>
        t(`confirmations.desk.${key}`),
      )}
      rows={groups.map(({ id, name, counting, confirmed, opened, tally }) => [
        counting > 0 ? (
          <a
            key="group"
            className="inline-block py-1.5"
            href={`/notices/${noticeId}/confirmations?group=${id}${only}`}
          >
            {t('confirmations.desk.show_group', { name })}
          </a>
        ) : (
          name
        ),
        counting > 0 ? counting : t('confirmations.desk.no_register'),
        counting > 0 ? confirmed : '',
        counting > 0 ? opened : '',
        tally ? t('confirmations.desk.tally_value', tally) : '',
      ])}
    />
  )
}

export function HouseholdTable(props: {
  caption: string
  households: readonly HouseholdState[]
  groupName: (id: number) => string
}) {
  const { caption, households, groupName } = props
  const t = useT()
  const words = useStateWords()
  if (households.length === 0) return <p>{t('confirmations.desk.none')}</p>
  return (
    <Table
      caption={caption}
      head={['name', 'group', 'state', 'delivery'].map((key) => t(`confirmations.desk.${key}`))}
      rows={households.map((household) => [
        household.name,
        groupName(household.groupId),
        <span key="state">
          {household.confirmedAt ? (
            <Badge tone="success">{words(household)}</Badge>
          ) : (
            <Badge tone={household.openedAt ? 'info' : 'neutral'}>{words(household)}</Badge>
          )}{' '}
          {household.late && <Badge tone="warning">{t('confirmations.box.late')}</Badge>}
        </span>,
        t(`households.delivery.${household.delivery}`),
      ])}
    />
  )
}

type Listed = {
  households: readonly HouseholdState[]
  groupName: (id: number) => string
  answer: unknown
}

/** Several households at once, in one post. */
export function EntryForm({ households, groupName, answer }: Listed) {
  const t = useT()
  const words = useStateWords()
  const missing = households.filter((household) => !household.channel)
  if (missing.length === 0) return null
  return (
    <section className="no-print">
      <h2>{t('confirmations.desk.enter')}</h2>
      <p>{t('confirmations.desk.enter_help')}</p>
      <CheckedForm schema={entryForm} answer={answer} defaults={{ channel: 'paper' }}>
        <HiddenField name="intent" value="enter" />
        <CheckboxListField
          name="households"
          label={t('confirmations.desk.households_label')}
          required
          options={missing.map((household) => ({
            value: String(household.id),
            label: household.name,
            support: `${groupName(household.groupId)} / ${words(household)}`,
          }))}
        />
        <RadioField
          name="channel"
          label={t('confirmations.desk.channel_label')}
          required
          options={enteredChannels.map((value) => ({ value, label: t(`confirmations.channel.${value}`) }))}
        />
        <TextField
          name="proxy_name"
          label={t('confirmations.desk.proxy_label')}
          support={t('confirmations.desk.proxy_support')}
          autoComplete="off"
        />
        <SubmitButton>{t('confirmations.desk.enter_submit')}</SubmitButton>
      </CheckedForm>
    </section>
  )
}

export function TakeBackForm({ households, groupName, answer }: Listed) {
  const t = useT()
  const words = useStateWords()
  const entered = households.filter(({ channel }) => channel && channel !== 'screen')
  if (entered.length === 0) return null
  return (
    <details className="confirm no-print">
      <summary>{t('confirmations.desk.take_back')}</summary>
      <p>{t('confirmations.desk.take_back_help')}</p>
      <CheckedForm schema={takeBackForm} answer={answer} id="take-back">
        <HiddenField name="intent" value="take_back" />
        <CheckboxListField
          name="entries"
          label={t('confirmations.desk.take_back_label')}
          required
          options={entered.map((household) => ({
            value: String(household.id),
            label: household.name,
            support: `${groupName(household.groupId)} / ${words(household)}`,
          }))}
        />
        <SubmitButton variant="danger">{t('confirmations.desk.take_back_submit')}</SubmitButton>
      </CheckedForm>
    </details>
  )
}

export function Reminders(props: {
  remindDays: readonly number[]
  reminders: readonly { day: Day; households: number }[]
  today: Day
  mayRemind: boolean
}) {
  const { remindDays, reminders, today, mayRemind } = props
  const t = useT()
  const language = useLanguage()
  const days = [...remindDays].sort((a, b) => b - a).join('、')
  return (
    <section className="no-print">
      <h2>{t('confirmations.desk.remind')}</h2>
      <p>
        {remindDays.length > 0
          ? t('confirmations.desk.remind_days', { days })
          : t('confirmations.desk.remind_none')}
      </p>
      {reminders.length > 0 && (
        <ul className="bullets">
          {reminders.map(({ day, households }) => (
            <li key={day}>
              {t('confirmations.desk.reminded', { day: formatDay(day, language), count: households })}
            </li>
          ))}
        </ul>
      )}
      {mayRemind &&
        (reminders.some(({ day }) => day === today) ? (
          <p>{t('confirmations.desk.reminded_today')}</p>
        ) : (
          <>
            <p className="support">{t('confirmations.desk.remind_help')}</p>
            <PostButton label={t('confirmations.desk.remind_submit')} fields={{ intent: 'remind' }} />
          </>
        ))}
    </section>
  )
}

/** A sheet to take along: who is still missing, with room to write. */
export function RoundSheet(props: {
  title: string
  households: readonly HouseholdState[]
  groupName: (id: number) => string
  backHref: string
}) {
  const { title, households, groupName, backHref } = props
  const t = useT()
  return (
    <>
      <p>{t('confirmations.desk.round_lead', { title })}</p>
      <p className="no-print">
        <LinkButton href={backHref}>{t('confirmations.desk.back')}</LinkButton>
      </p>
      <table className="table round-sheet">
        <caption>{t('confirmations.desk.round_title')}</caption>
        <thead>
          <tr>
            {['group', 'name', 'round_how', 'round_when', 'round_memo'].map((key) => (
              <th key={key} scope="col">
                {t(`confirmations.desk.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {households.map((household) => (
            <tr key={household.id}>
              <td>{groupName(household.groupId)}</td>
              <td>{household.name}</td>
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
