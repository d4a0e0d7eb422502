/** 自分の申込み without a key: whoever is signed in goes on to their own; else the link is sent again by mail. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { sendLost } from '~/modules/participation/commands/mine.server'
import { ownPersons } from '~/modules/participation/queries/mine.server'
import { lostForm } from '~/modules/participation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('participation.mine.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const persons = await ownPersons(await currentActor(args))
  const [first] = persons
  if (first && persons.length === 1) throw redirect(`/volunteering/mine/${first.key}`)
  return { persons, sent: queryParam(args.request, 'sent') !== undefined }
})

export const action = formAction(async (args) => {
  await sendLost(visitorOf(args).address, await readAndCheck(args, lostForm))
  return redirect('/volunteering/mine?sent=1')
})

export default function MineWithoutKey() {
  const { persons, sent } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('participation.mine.title')}
      lead={t('participation.lost.lead')}
      crumbs={[{ href: '/volunteering', label: t('participation.board') }]}
    >
      {persons.length > 0 && (
        <section>
          <h2>{t('participation.mine.persons')}</h2>
          <ul className="plain-list">
            {persons.map(({ key, name }) => (
              <li key={key}>
                <a className="inline-block py-2" href={`/volunteering/mine/${key}`}>
                  {t('participation.mine.heading', { name })}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {sent ? (
        <Banner tone="success" title={t('participation.lost.sent')} live>
          <p>{t('participation.lost.sent_text')}</p>
        </Banner>
      ) : (
        <CheckedForm schema={lostForm} answer={answer}>
          <TextField
            name="email"
            type="email"
            label={t('participation.form.email')}
            autoComplete="email"
            required
          />
          <TextField name="family_reading" label={t('participation.form.family_reading')} required />
          <TextField name="given_reading" label={t('participation.form.given_reading')} required />
          <div className="actions">
            <SubmitButton>{t('participation.lost.submit')}</SubmitButton>
          </div>
        </CheckedForm>
      )}
      <p>{t('participation.lost.by_phone')}</p>
    </Page>
  )
}
