/** 意見・質問を出す: with similar ones shown before, and data of others asked about. */
import { randomUUID } from 'node:crypto'
import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { districts } from '~/modules/associations/queries.server'
import { AskForm } from '~/modules/exchange/AskForm'
import { askMatter } from '~/modules/exchange/commands/ask.server'
import { askingChoices } from '~/modules/exchange/queries/own.server'
import { exchangeSettings } from '~/modules/exchange/queries/settings.server'
import { similarTo } from '~/modules/exchange/queries/similar.server'
import { isKnown, MAX_PHOTO_BYTES } from '~/modules/exchange/rules'
import { askForm, PHOTO_FIELDS } from '~/modules/exchange/schema'
import { PostingRules } from '~/modules/moderation/PostingRules'
import type { FormFields } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { unlessRefused } from '~/platform/refused.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { mapLinks } from '~/ui/map/links'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const links = () => mapLinks
export const meta = titleMeta('exchange.ask.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [choices, set, known, kept] = await Promise.all([
    askingChoices(actor),
    exchangeSettings(),
    districts(),
    keptFields(args.request),
  ])
  const { officer, through, district } = choices
  const defaults: FormFields = {
    ...(district ? { district: String(district) } : {}),
    ...(officer.length > 0 ? { channel: 'association' } : {}),
    ...kept,
  }
  return {
    asking: {
      officer,
      through,
      directAllowed: set.directAllowed,
      signedIn: actor.user !== null,
      known: isKnown(actor),
    },
    answerDays: set.answerDays,
    districts: known.map(({ id, name }) => ({ id, name })),
    defaults,
    submission: randomUUID(),
    tileUrl: settings().TILE_URL,
  }
})

export const action = formAction(async (args) => {
  const { fields, files, discard } = await readForm(args, {
    maxBytes: MAX_PHOTO_BYTES,
    maxCount: PHOTO_FIELDS.length,
  })
  try {
    const actor = await currentActor(args)
    const form = check(askForm, fields)
    if (!form.similar) {
      const similar = await similarTo(form, actor.today)
      if (similar.length > 0) return data({ errors: {}, values: fields, similar }, { status: 422 })
    }
    const visitor = { address: visitorOf(args).address, language: await languageOf(args.request) }
    const asked = await unlessRefused(fields, ['too_many'], () => askMatter(actor, visitor, form, files))
    if ('answer' in asked) return asked.answer
    const { id, key, state } = asked.done
    if (key) return redirect('/exchange/sent')
    return redirect(`/exchange/${id}?done=${state === 'received' ? 'matter_asked' : 'matter_waiting'}`)
  } finally {
    await discard()
  }
})

export default function Ask() {
  const { asking, answerDays, districts, defaults, submission, tileUrl } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const possible = asking.directAllowed || asking.officer.length > 0 || asking.through.length > 0
  return (
    <Page
      title={t('exchange.ask.title')}
      lead={t('exchange.ask.lead', { days: answerDays })}
      crumbs={[{ href: '/exchange', label: t('exchange.title') }]}
    >
      {!possible && (
        <Banner tone="info" title={t('exchange.ask.impossible')}>
          <p>{t('exchange.ask.impossible_text')}</p>
        </Banner>
      )}
      {!asking.signedIn && (
        <p>
          <LinkButton href="/sign-in?next=/exchange/new">{t('exchange.ask.sign_in')}</LinkButton>
        </p>
      )}
      {possible && (
        <>
          <PostingRules />
          <AskForm
            asking={asking}
            districts={districts}
            defaults={defaults}
            submission={submission}
            answer={answer}
            tileUrl={tileUrl}
            similar={answer && 'similar' in answer ? (answer.similar ?? []) : []}
          />
        </>
      )}
    </Page>
  )
}
