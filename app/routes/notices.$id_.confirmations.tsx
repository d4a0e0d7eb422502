/** 確認の状況 of a notice: for officers who keep households under its audience. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import {
  EntryForm,
  GroupTable,
  HouseholdTable,
  Reminders,
  RoundSheet,
  TakeBackForm,
} from '~/modules/confirmations/ConfirmationDesk'
import { enterConfirmations, takeBackConfirmations } from '~/modules/confirmations/commands/enter.server'
import { remindNow } from '~/modules/confirmations/commands/remind.server'
import { confirmationList } from '~/modules/confirmations/queries/list.server'
import { reachOf } from '~/modules/confirmations/queries/reach.server'
import { ReachFigure } from '~/modules/confirmations/ReachFigure'
import { confirmationIntent, entryForm, takeBackForm } from '~/modules/confirmations/schema'
import { formatDay } from '~/platform/clock'
import { firstValue, rowId } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList, LinkButton } from '~/ui/parts'

export const meta = titleMeta('confirmations.desk.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const round = queryParam(args.request, 'view') === 'round'
  const missing = round || queryParam(args.request, 'only') === 'missing'
  const group = rowId.safeParse(queryParam(args.request, 'group')).data
  const list = await confirmationList(actor, id, { group, missing, everything: round })
  const reach = await reachOf(actor, id)
  const { publisherId: _, audienceId: __, ...notice } = list.notice
  return { ...list, notice, reach, round, missing, today: actor.today }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const { intent } = check(confirmationIntent, fields)
  if (intent === 'enter') {
    const form = check(entryForm, fields)
    await enterConfirmations(actor, id, {
      householdIds: form.households,
      channel: form.channel,
      proxyName: form.proxy_name,
    })
  } else if (intent === 'take_back') {
    await takeBackConfirmations(actor, id, check(takeBackForm, fields).entries)
  } else {
    await remindNow(actor, id)
  }
  const group = rowId.safeParse(queryParam(args.request, 'group')).data
  const only = queryParam(args.request, 'only') === 'missing' ? '&only=missing' : ''
  const done = intent === 'remind' ? 'reminded' : 'entered'
  return redirect(`/notices/${id}/confirmations?done=${done}${group ? `&group=${group}` : ''}${only}`)
})

export default function Confirmations() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const { notice, groups, group, households, missing, round } = data
  const names = new Map(groups.map(({ id, name }) => [id, name]))
  const groupName = (id: number) => names.get(id) ?? ''
  const here = `/notices/${notice.id}/confirmations`
  const inGroup = group ? `group=${group.id}` : ''
  const at = (...parts: string[]) => {
    const query = parts.filter(Boolean).join('&')
    return query ? `${here}?${query}` : here
  }
  const crumbs = [{ href: `/notices/${notice.id}`, label: notice.title }]
  if (round) {
    return (
      <Page
        title={t('confirmations.desk.round_title')}
        crumbs={[...crumbs, { href: here, label: t('confirmations.desk.title') }]}
        width="wide"
      >
        <RoundSheet
          title={notice.title}
          households={households}
          groupName={groupName}
          backHref={at(inGroup)}
        />
      </Page>
    )
  }
  // Each form of the page takes the answer to itself only.
  const answerTo = (intent: string) => (firstValue(answer?.values, 'intent') === intent ? answer : undefined)
  const listed = { households, groupName }
  return (
    <Page
      title={t('confirmations.desk.title')}
      lead={t('confirmations.desk.lead')}
      crumbs={crumbs}
      width="wide"
    >
      <DataList
        rows={[[t('confirmations.desk.until'), notice.confirmBy && formatDay(notice.confirmBy, language)]]}
      />
      {!notice.confirmBy && <p>{t('confirmations.desk.no_date')}</p>}
      {data.reach && <ReachFigure reach={data.reach} />}
      <GroupTable noticeId={notice.id} groups={groups} missing={missing} />
      <div className="actions no-print">
        {group && (
          <LinkButton href={at(missing ? 'only=missing' : '')}>
            {t('confirmations.desk.all_groups')}
          </LinkButton>
        )}
        {missing ? (
          <LinkButton href={at(inGroup)}>{t('confirmations.desk.filter_all')}</LinkButton>
        ) : (
          <LinkButton href={at(inGroup, 'only=missing')}>{t('confirmations.desk.filter_missing')}</LinkButton>
        )}
        <LinkButton href={at(inGroup, 'view=round')}>{t('confirmations.desk.print_list')}</LinkButton>
        <LinkButton href={`${here}.csv${group ? `?group=${group.id}` : ''}`} download>
          {t('confirmations.desk.csv')}
        </LinkButton>
      </div>
      {data.together ? (
        <>
          <HouseholdTable
            caption={t('confirmations.desk.list', { name: group?.name ?? notice.audience })}
            households={households}
            groupName={groupName}
          />
          <EntryForm {...listed} answer={answerTo('enter')} />
          <TakeBackForm {...listed} answer={answerTo('take_back')} />
        </>
      ) : (
        <p>{t('confirmations.desk.too_many')}</p>
      )}
      {notice.confirmBy && (
        <Reminders
          remindDays={notice.remindDays}
          reminders={data.reminders}
          today={data.today}
          mayRemind={data.mayRemind}
        />
      )}
    </Page>
  )
}
