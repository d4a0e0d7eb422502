/** One post as the moderators see it: what it says, who reported it, what was done; and what can be done now. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { keepers } from '~/contributions.server'
import { currentActor } from '~/modules/accounts/session.server'
import { ActForm } from '~/modules/moderation/ActForm'
import { CaseHistory } from '~/modules/moderation/CaseHistory'
import { actOnCase } from '~/modules/moderation/commands/act.server'
import { moderationCase } from '~/modules/moderation/queries/desk.server'
import { acts, deskPath, isSubject, personalIn } from '~/modules/moderation/rules'
import { NotFound } from '~/platform/errors'
import { firstValue } from '~/platform/forms'
import { keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, Card, LinkButton } from '~/ui/parts'
import { StaleBanner } from '~/ui/stale'

export { ErrorBoundary } from '~/ui/error-boundary'

export const handle = { interactive: true }
export const meta = titleMeta('moderation.case.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const [actor, kept] = await Promise.all([currentActor(args), keptFields(args.request)])
  const found = await moderationCase(actor, keepers, args.params.subject ?? '', idParam(args.params.id))
  const asked = String(kept?.intent ?? queryParam(args.request, 'do') ?? '')
  return { case: found, open: acts.find((act) => act === asked && found.acts[act]) ?? null, kept }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const { subject = '' } = args.params
  if (!isSubject(subject)) throw new NotFound()
  const id = idParam(args.params.id)
  const { fields } = await readForm(args)
  let done = ''
  const act = async () => {
    done = await actOnCase(actor, keepers, subject, id, fields)
  }
  // Whoever judges an appeal may have nothing more to do with the post.
  return (
    (await unlessStale(fields, act, ['appeal_waits'])) ??
    redirect(`${done === 'appeal_judged' ? '/desk/moderation' : deskPath(subject, id)}?done=${done}`)
  )
})

export default function ModerationCase() {
  const { case: found, open, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const personal = personalIn(`${found.title}\n${found.text}`)
  return (
    <Page
      title={t('moderation.case.title')}
      lead={t('moderation.case.audience')}
      crumbs={[
        { href: '/desk', label: t('notices.desk.title') },
        { href: '/desk/moderation', label: t('moderation.desk.title') },
      ]}
    >
      <Card title={found.title}>
        <p>
          <Badge tone="info">{t(`moderation.subject.${found.subject}`)}</Badge>{' '}
          {found.isPublic && (
            <Badge tone={found.hidden ? 'warning' : 'success'}>
              {t(found.hidden ? 'moderation.case.hidden_now' : 'moderation.case.shown_now')}
            </Badge>
          )}
        </p>
        {found.text !== found.title && <p className="whitespace-pre-line">{found.text}</p>}
        {personal.length > 0 && (
          <Banner tone="warning" title={t('moderation.case.personal')}>
            <ul className="bullets">
              {personal.map(({ kind, words }) => (
                <li key={`${kind} ${words}`}>
                  {t(`moderation.personal.kind.${kind}`)}: {words}
                </li>
              ))}
            </ul>
          </Banner>
        )}
        {found.isPublic ? (
          <p>
            <a href={found.href}>{t('moderation.case.open_page')}</a>
          </p>
        ) : (
          <p>{t('moderation.case.not_public')}</p>
        )}
      </Card>
      {found.waitsForAnother && (
        <Banner tone="info" title={t('moderation.case.not_you')}>
          <p>{t('moderation.case.not_you_text')}</p>
        </Banner>
      )}
      {answer && 'stale' in answer && answer.stale && (
        <StaleBanner form={open !== null} typed={firstValue(answer.values, 'reason')} why={answer.why} />
      )}
      {open ? (
        <ActForm act={open} found={found} answer={answer} kept={kept} />
      ) : (
        <div className="actions">
          {acts
            .filter((act) => found.acts[act])
            .map((act) => (
              <LinkButton key={act} href={`?do=${act}`} variant={act === 'hide' ? 'danger' : 'primary'}>
                {t(`moderation.case.${act}`)}
              </LinkButton>
            ))}
        </div>
      )}
      <CaseHistory found={found} />
    </Page>
  )
}
