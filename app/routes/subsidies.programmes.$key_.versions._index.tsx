/** 制度の版: when each holds, and what was changed and why; staff begin a new one as a copy. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { copyVersion } from '~/modules/subsidies/commands/draft.server'
import { versionsOf } from '~/modules/subsidies/queries/versions.server'
import { copySchema } from '~/modules/subsidies/schema'
import { dayText, StateBadge, yearsText } from '~/modules/subsidies/VersionParts'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Card, DataList, LinkButton, PostButton } from '~/ui/parts'

export const meta = titleMeta('programmes.versions.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  versionsOf(await currentActor(args), args.params.key ?? ''),
)

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const key = args.params.key ?? ''
  const { from } = await readAndCheck(args, copySchema)
  const number = await copyVersion(actor, key, from)
  return redirect(`/subsidies/programmes/${key}/versions/${number}?done=saved`)
})

export default function Versions() {
  const { key, writes, versions } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = `/subsidies/programmes/${key}`
  const published = versions.find(({ state }) => state === 'published')
  return (
    <Page
      title={versions[0]?.name ?? ''}
      lead={t('programmes.versions.lead')}
      width="wide"
      crumbs={[
        { href: '/subsidies', label: t('subsidies.list.title') },
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
      ]}
      actions={
        published && (
          <>
            <LinkButton href={at}>{t('programmes.versions.in_words')}</LinkButton>
            <LinkButton href={`${at}.json`} download>
              {t('programmes.versions.json')}
            </LinkButton>
          </>
        )
      }
    >
      <h2>{t('programmes.versions.title')}</h2>
      {versions.map((version, i) => {
        const before = versions[i + 1]
        return (
          <Card
            key={version.number}
            title={t('programmes.version.number', { number: version.number })}
            href={`${at}/versions/${version.number}`}
          >
            <p>
              <StateBadge state={version.state} />
            </p>
            <DataList
              rows={[
                [t('subsidies.programme.years'), yearsText(version, t, language)],
                [t('programmes.versions.note'), version.note],
                [
                  t('programmes.versions.published'),
                  [dayText(version.publishedAt, language), version.publishedBy].filter(Boolean).join(' '),
                ],
                [
                  t('programmes.versions.created'),
                  [dayText(version.createdAt, language), version.createdBy].filter(Boolean).join(' '),
                ],
              ]}
            />
            <div className="actions mt-4">
              {before && (
                <LinkButton href={`${at}/versions/${version.number}/compare?with=${before.number}`}>
                  {t('programmes.versions.compare', { number: before.number })}
                </LinkButton>
              )}
              {writes && (
                <PostButton
                  label={t('programmes.versions.copy', { number: version.number })}
                  fields={{ from: version.number }}
                />
              )}
            </div>
          </Card>
        )
      })}
    </Page>
  )
}
