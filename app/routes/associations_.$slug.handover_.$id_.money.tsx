/** 会計の引き継ぎ: the sheet, written by the 会計 and checked by the 監事. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { auditMoney, writeMoney } from '~/modules/handover/commands/money.server'
import { MoneyForm, MoneySheet, moneyFields, useMoneyLabels } from '~/modules/handover/Money'
import { moneyPage } from '~/modules/handover/queries/money.server'
import { auditForm, moneyForm } from '~/modules/handover/schema'
import { dayOf, now } from '~/platform/clock'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost, DataList, LinkButton } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('handover.money.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [shown, kept] = await Promise.all([
    moneyPage(actor, args.params.slug ?? '', idParam(args.params.id)),
    keptFields(args.request),
  ])
  // What was kept over a session that ended was typed on an older page: whoever saved since is not overwritten unseen.
  const seen = Number(firstValue(kept, 'version')) || shown.pack.version
  return { ...shown, seen, kept: kept ?? null, today: dayOf(now()) }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const id = idParam(args.params.id)
  if (intentOf(fields) === 'audit') await auditMoney(actor, slug, id, check(auditForm, fields).version)
  else {
    const form = check(moneyForm, fields)
    const stale = await unlessStale(fields, () => writeMoney(actor, slug, id, form))
    if (stale) return stale
  }
  return redirect(`/associations/${slug}/handover/${id}/money?done=saved`)
})

export default function HandoverMoney() {
  const { association, pack, money, sums, writtenAt, auditedAt, holder, acts, wholePack, seen, kept, today } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`handover.money.${key}`, params)
  const home = `/associations/${association.slug}`
  const here = `${home}/handover/${pack.id}`
  const labels = useMoneyLabels()
  const stale = answer !== undefined && 'stale' in answer
  const standing = moneyFields(money, today)
  const writing = answer !== undefined || kept !== null || !money
  return (
    <Page
      title={at('of', { post: pack.post })}
      lead={at('lead')}
      crumbs={[
        { href: home, label: association.name },
        { href: `${home}/handover`, label: t('handover.list.title') },
      ]}
      actions={wholePack && <LinkButton href={here}>{at('to_pack')}</LinkButton>}
    >
      <KeptBanner kept={kept !== null && !answer} />
      {stale && (
        <StaleNotice
          typed={answer.values}
          form="sheet"
          fields={labels.map(([name, label]) => ({ name, label, theirs: firstValue(standing, name) ?? '' }))}
        />
      )}
      <DataList rows={[[at('holder'), holder]]} />
      {money && sums ? (
        <MoneySheet sheet={money} sums={sums} writtenAt={writtenAt} auditedAt={auditedAt} />
      ) : (
        <p>{at('none')}</p>
      )}
      {acts.audit && (
        <ConfirmPost
          summary={at('check')}
          label={at('check_submit')}
          fields={{ intent: 'audit', version: pack.version }}
          variant="primary"
        >
          <p>{at('check_text')}</p>
        </ConfirmPost>
      )}
      {acts.write && (
        <details open={writing}>
          <summary>{at(money ? 'rewrite' : 'write')}</summary>
          {auditedAt && <p>{at('rechecked')}</p>}
          <MoneyForm
            schema={moneyForm}
            answer={answer}
            defaults={{ ...standing, ...kept }}
            version={stale ? pack.version : seen}
          />
        </details>
      )}
    </Page>
  )
}
