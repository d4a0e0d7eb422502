/** 通知書 of an application: its words, its paper, and that it has arrived. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { receiveLetter } from '~/modules/applications/commands/letter.server'
import { letterId, letterView } from '~/modules/applications/queries/letter.server'
import { LetterSheet } from '~/modules/letters/LetterSheet'
import { formatInstant } from '~/platform/clock'
import { readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Icon, LinkButton, PostButton } from '~/ui/parts'

export const meta = titleMetaFrom((data: { letter: { title: string } }) => data.letter.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { id, letter } = args.params
  const view = await letterView(await currentActor(args), idParam(id), letterId(letter))
  return { ...view, id: letterId(letter) }
})

export const action = formAction(async (args) => {
  const { id, letter } = args.params
  await readForm(args)
  await receiveLetter(await currentActor(args), idParam(id), letterId(letter))
  return redirect(`/subsidies/applications/${idParam(id)}?done=letter_received`)
})

export default function LetterPage() {
  const { application, letter, openedAt, mayReceive, ofCity, id } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`letters.page.${key}`, params)
  return (
    <Page
      title={<span lang="ja">{letter.title}</span>}
      lead={at('lead', { title: application.title })}
      crumbs={[
        ofCity
          ? { href: `/desk/subsidies/${application.id}`, label: application.title }
          : { href: `/subsidies/applications/${application.id}`, label: application.title },
      ]}
      actions={
        <LinkButton href={`/subsidies/applications/${application.id}/letters/${id}.pdf`} variant="primary">
          <Icon name="print" /> {at('pdf')}
        </LinkButton>
      }
    >
      <LetterSheet letter={letter} />
      {openedAt && (
        <p>
          <Icon name="check" /> {at('received_on', { day: formatInstant(openedAt, language) })}
        </p>
      )}
      {!openedAt && !mayReceive && <p>{at('not_received')}</p>}
      {mayReceive && (
        <div className="no-print stack">
          <p className="support">{at('received_support')}</p>
          <p>
            <PostButton label={at('received')} variant="primary" />
          </p>
        </div>
      )}
    </Page>
  )
}
