/** 推薦: another is asked, by mail or by a paper; nobody sees anything before they agree. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import QRCode from 'qrcode'
import { QrPicture } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { nominate } from '~/modules/openings/commands/nomination.server'
import { nominationToMake } from '~/modules/openings/queries/opening.server'
import { ASKED_DAYS } from '~/modules/openings/rules'
import { nominationForm } from '~/modules/openings/schema'
import { formatDay } from '~/platform/clock'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { CheckboxField, CheckedForm, RadioField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('openings.nominate.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const [opening, kept] = await Promise.all([
    nominationToMake(actor, idParam(args.params.id)),
    keptFields(args.request),
  ])
  return { opening, defaults: { by: 'mail', ...kept } }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const paper = await nominate(actor, id, check(nominationForm, fields))
  if (!paper) return redirect(`/openings/${id}?done=nominated`)
  // Shown this once: of the key only a hash is kept.
  const url = `${settings().PUBLIC_URL}/interest/${paper.key}`
  const svg = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
  return { paper: { url, svg, until: paper.until } }
})

export default function Nominate() {
  const { opening, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`openings.nominate.${key}`)
  const crumbs = [
    { href: '/openings', label: t('openings.list.title') },
    { href: `/openings/${opening.id}`, label: opening.title },
  ]
  if (answer && 'paper' in answer) {
    return (
      <Page title={at('paper_title')} crumbs={crumbs}>
        <Paper paper={answer.paper} opening={opening} />
      </Page>
    )
  }
  return (
    <Page
      title={at('title')}
      lead={t('openings.nominate.lead', { association: opening.association.name })}
      crumbs={crumbs}
    >
      <ul className="bullets">
        <li>{at('first')}</li>
        <li>{t('openings.nominate.days', { days: ASKED_DAYS })}</li>
        <li>{at('your_name')}</li>
      </ul>
      <CheckedForm answer={answer} defaults={defaults}>
        <RadioField
          name="by"
          label={at('by')}
          required
          options={[
            { value: 'mail', label: at('by_mail'), support: at('by_mail_support') },
            { value: 'paper', label: at('by_paper'), support: at('by_paper_support') },
          ]}
        />
        <TextField
          name="email"
          type="email"
          label={at('email')}
          support={at('email_support')}
          inputMode="email"
          autoComplete="off"
        />
        <CheckboxField name="told" label={at('told')} />
        <SubmitButton>{at('submit')}</SubmitButton>
      </CheckedForm>
    </Page>
  )
}

function Paper(props: {
  paper: { url: string; svg: string; until: string }
  opening: { id: number; title: string; association: { name: string } }
}) {
  const { paper, opening } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`openings.nominate.${key}`)
  return (
    <>
      <p className="no-print">{at('paper_once')}</p>
      <div className="flex flex-wrap items-start gap-6 rounded-lg border-2 p-4">
        <div className="w-48">
          <QrPicture svg={paper.svg} label={at('paper_qr')} />
        </div>
        <div className="min-w-60 flex-1 space-y-3">
          <p>
            <strong>{opening.association.name}</strong>
          </p>
          <p>
            <strong>{opening.title}</strong>
          </p>
          <p>{at('paper_text')}</p>
          <p>{t('openings.nominate.paper_until', { day: formatDay(paper.until, language) })}</p>
          <p className="support break-all">{paper.url}</p>
        </div>
      </div>
      <div className="actions">
        <LinkButton href={`/openings/${opening.id}`}>{at('paper_back')}</LinkButton>
      </div>
    </>
  )
}
