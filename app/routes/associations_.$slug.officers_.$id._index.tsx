/** 役員ひとりの記録: the term, the consent to show the name, and the contact; for the officer and the keepers. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { NameFields } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { ContactPart } from '~/modules/officers/ContactPart'
import {
  correctName,
  recordContact,
  setNameConsentOnPaper,
  withdrawContact,
} from '~/modules/officers/commands/contacts.server'
import { officerToKeep } from '~/modules/officers/queries/officer.server'
import { contactForm, nameForm } from '~/modules/officers/schema/contacts'
import { formatDay } from '~/platform/clock'
import { intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost, DataList, LinkButton, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('officers.contact.page')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return officerToKeep(actor, args.params.slug ?? '', idParam(args.params.id))
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const id = idParam(args.params.id)
  const intent = intentOf(fields)
  if (intent === 'withdraw_contact') await withdrawContact(actor, slug, id)
  else if (intent === 'show_name' || intent === 'hide_name')
    await setNameConsentOnPaper(actor, slug, id, intent === 'show_name')
  else if (intent === 'names') await correctName(actor, slug, id, check(nameForm, fields))
  else await recordContact(actor, slug, id, check(contactForm, fields))
  return redirect(`/associations/${slug}/officers/${id}?done=saved`)
})

export default function Officer() {
  const { association, term, own, contacts } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const officers = `/associations/${association.slug}/officers`
  const sent = answer && 'values' in answer && answer.values.intent === 'names' ? 'names' : 'contact'
  const { names, nameShown } = term
  return (
    <Page
      title={t('officers.contact.of', { name: term.name })}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: officers, label: t('accounts.officers.title') },
      ]}
    >
      <DataList
        rows={[
          [
            t('officers.page.post'),
            term.acting ? t('officers.page.acting_of', { post: term.postName }) : term.postName,
          ],
          [
            t('accounts.officers.term'),
            t('accounts.officers.from_to', {
              from: formatDay(term.startsOn, language),
              to: formatDay(term.endsOn, language),
            }),
          ],
          [t('officers.contact.reading'), term.reading],
          [
            t('accounts.consent.title'),
            nameShown && term.nameShownSince
              ? t('accounts.consent.since', { day: formatDay(term.nameShownSince, language) })
              : t('accounts.consent.none'),
          ],
        ]}
      />
      {names && nameShown && (
        <PostButton label={t('accounts.consent.withdraw')} fields={{ intent: 'hide_name' }} />
      )}
      {names && !nameShown && !term.over && (
        <ConfirmPost
          summary={t('officers.contact.name_on_paper')}
          label={t('officers.contact.name_on_paper_submit')}
          fields={{ intent: 'show_name' }}
          variant="primary"
        >
          <p>{t('accounts.consent.text')}</p>
        </ConfirmPost>
      )}
      {own && (
        <div className="actions">
          <LinkButton href="/account/memberships">{t('officers.contact.own_name')}</LinkButton>
        </div>
      )}
      <ContactPart
        contacts={contacts}
        own={own}
        over={term.over}
        schema={contactForm}
        answer={sent === 'contact' ? answer : undefined}
      />
      {names && (
        <>
          <h2>{t('officers.contact.correct')}</h2>
          <p>{t('officers.contact.correct_text')}</p>
          <CheckedForm schema={nameForm} answer={sent === 'names' ? answer : undefined} defaults={names}>
            <HiddenField name="intent" value="names" />
            <NameFields />
            <SubmitButton variant="secondary">{t('officers.contact.correct_submit')}</SubmitButton>
          </CheckedForm>
        </>
      )}
    </Page>
  )
}
