/** 申請のページ: where it stands, whose turn it is, what to do next, what was decided, what happened. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import {
  Amounts,
  DeleteDraft,
  History,
  NowPart,
  OtherSteps,
  type Shown,
  Stages,
  Steps,
  TaskList,
  Warnings,
} from '~/modules/applications/ApplicationParts'
import { deleteDraft } from '~/modules/applications/commands/erase.server'
import { applicationView } from '~/modules/applications/queries/view.server'
import { deleteDraftSchema } from '~/modules/applications/schema'
import { formatDay, formatFiscalYear } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, DataList, LinkButton } from '~/ui/parts'

export const meta = titleMetaFrom((data: { of: { title: string } }) => data.of.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  of: await applicationView(await currentActor(args), idParam(args.params.id)),
}))

/** 下書きを消す: the one thing that is done here; every other has its page. */
export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const form = await readAndCheck(args, deleteDraftSchema)
  await deleteDraft(await currentActor(args), id, form)
  return redirect('/subsidies/applications?done=deleted')
})

export default function ApplicationPage() {
  const of = useLoaderData<typeof loader>().of as Shown
  const t = useT()
  const draft = of.state === 'draft'
  return (
    <Page
      title={of.title}
      crumbs={[
        { href: '/subsidies', label: t('subsidies.list.title') },
        { href: '/subsidies/applications', label: t('applications.mine.title') },
      ]}
      actions={
        of.onDesk && (
          <LinkButton href={`/desk/subsidies/${of.id}`}>{t('applications.view.to_desk')}</LinkButton>
        )
      }
    >
      <NowPart of={of} />
      {!draft && <Steps of={of} />}
      <Warnings warnings={of.warnings} contractAfterDecision={of.programme.contractAfterDecision} />
      {of.mayWrite && (of.open.length > 0 || draft) && (
        <>
          <h2>{t(draft ? 'applications.view.tasks' : 'applications.view.tasks_open')}</h2>
          <TaskList of={of} />
        </>
      )}
      {draft && <Steps of={of} />}
      <h2>{t('applications.view.way')}</h2>
      <Stages stages={of.stages} />
      <Amounts of={of} />
      <Letters of={of} />
      <About of={of} />
      <OtherSteps of={of} />
      <History of={of} />
      <DeleteDraft of={of} />
    </Page>
  )
}

function Letters({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  if (of.letters.length === 0) return null
  return (
    <>
      <h2>{t('applications.view.letters')}</h2>
      <ul className="notice-list">
        {of.letters.map((letter) => (
          <li key={letter.id} className="notice-row plain-list">
            <p>
              <a className="inline-block py-2" href={`/subsidies/applications/${of.id}/letters/${letter.id}`}>
                {letter.title}
              </a>{' '}
              {!letter.opened && of.mayWrite && (
                <Badge tone="info">{t('applications.view.letter_new')}</Badge>
              )}
            </p>
            <p className="support">
              {formatDay(letter.issuedOn, language)} {letter.number}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is applied for, by whom; the answers stand on the page for reading them through. */
function About({ of }: { of: Shown }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <h2>{t('applications.view.about')}</h2>
      <DataList
        rows={[
          [t('applications.view.receipt'), of.receiptNumber],
          [t('applications.view.submitted_on'), of.submittedOn && formatDay(of.submittedOn, language)],
          [
            t('applications.check.association'),
            <a key="association" href={`/associations/${of.association.slug}`}>
              {of.association.name}
            </a>,
          ],
          [
            t('applications.check.programme'),
            <a key="programme" href={`/subsidies/programmes/${of.programme.key}`}>
              {of.programme.name} {formatFiscalYear(of.year, language)}
            </a>,
          ],
          [t('applications.check.works'), of.works.join(t('subsidies.rule.comma'))],
          [t('applications.check.hall'), of.hall && <a href={`/halls/${of.hall.id}`}>{of.hall.name}</a>],
        ]}
      />
      <p className="actions">
        <LinkButton href={`/subsidies/applications/${of.id}/check`}>
          {t('applications.view.read_all')}
        </LinkButton>
        {of.history.some(({ copy }) => copy) && (
          <LinkButton href={`/subsidies/applications/${of.id}/copy.pdf`}>
            {t('applications.view.copy')}
          </LinkButton>
        )}
      </p>
    </>
  )
}
