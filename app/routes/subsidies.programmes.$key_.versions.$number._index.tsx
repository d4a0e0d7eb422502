/** 一つの版: in words; a draft with the way to each part, to its examples, and to being published. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { discardDraft } from '~/modules/subsidies/commands/draft.server'
import { publishVersion } from '~/modules/subsidies/commands/publish.server'
import { ProgrammeFacts } from '~/modules/subsidies/ProgrammeFacts'
import { versionPage } from '~/modules/subsidies/queries/version-page.server'
import { publishSchema, versionOnly } from '~/modules/subsidies/schema'
import { PublishPart, StateBadge, VersionParts, yearsText } from '~/modules/subsidies/VersionParts'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMetaFrom((data: { name: string }) => data.name)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  versionPage(await currentActor(args), args.params.key ?? '', idParam(args.params.number)),
)

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const [key, number] = [args.params.key ?? '', idParam(args.params.number)]
  const { fields } = await readForm(args)
  const at = `/subsidies/programmes/${key}/versions`
  if (fields.intent === 'discard') {
    const { version } = check(versionOnly, fields)
    const left = await discardDraft(actor, key, number, version)
    return redirect(left > 0 ? `${at}?done=deleted` : '/subsidies/programmes?done=deleted')
  }
  await publishVersion(actor, key, number, check(publishSchema, fields))
  return redirect(`${at}/${number}?done=programme_published`)
})

export default function VersionOfProgramme() {
  const { key, number, state, name, note, writes, version, definition, examples, others, before, ...years } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const programme = `/subsidies/programmes/${key}`
  const at = `${programme}/versions/${number}`
  const draft = state === 'draft'
  return (
    <Page
      title={`${name} ${t('programmes.version.number', { number })}`}
      width="wide"
      crumbs={[
        { href: '/subsidies', label: t('subsidies.list.title') },
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
        { href: `${programme}/versions`, label: name },
      ]}
      actions={
        <>
          {writes && <LinkButton href={`${at}/examples`}>{t('programmes.examples.title')}</LinkButton>}
          {before !== null && (
            <LinkButton href={`${at}/compare?with=${before}`}>
              {t('programmes.versions.compare', { number: before })}
            </LinkButton>
          )}
          <LinkButton href={`${programme}.json?version=${number}`} download>
            {t('programmes.versions.json')}
          </LinkButton>
          {draft && <LinkButton href={`${at}/json`}>{t('programmes.json.title')}</LinkButton>}
        </>
      }
    >
      <p>
        <StateBadge state={state} /> {yearsText(years, t, language)}
      </p>
      {note && <p>{note}</p>}
      {draft ? (
        <>
          <Banner tone="info" title={t('programmes.version.draft_title')}>
            <p>{t('programmes.version.draft_text')}</p>
          </Banner>
          <h2>{t('programmes.version.parts')}</h2>
          <VersionParts programme={definition} at={at} />
          <PublishPart
            at={at}
            version={version}
            examples={examples}
            others={others}
            answer={answer}
            note={note}
          />
        </>
      ) : (
        <ProgrammeFacts programme={definition} />
      )}
    </Page>
  )
}
