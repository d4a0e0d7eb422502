/** Invitations of officers on their way, and the form of a new one. */
import type { z } from 'zod'
import { formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Table } from '~/ui/parts'
import { ConfirmPost } from './parts'
import { type Post, posts } from './rules'
import { INVITATION_DAYS } from './terms'

function useTermWords() {
  const t = useT()
  const language = useLanguage()
  return (term: { startsOn: string; endsOn: string }) =>
    t('accounts.officers.from_to', {
      from: formatDay(term.startsOn, language),
      to: formatDay(term.endsOn, language),
    })
}

type Seat = { post: string; number: number }

/** A post in words: the seat as the association calls it, else the kind of post. */
export function usePostWords() {
  const t = useT()
  return (post: Post, seat: Seat | null) => {
    if (!seat) return t(`accounts.post.${post}`)
    return seat.number > 0 ? t('officers.page.seat', seat) : seat.post
  }
}

type Invited = {
  id: number
  email: string
  post: Post
  seat: Seat | null
  startsOn: string
  endsOn: string
  until: string
}

export function InvitationList({ invitations }: { invitations: readonly Invited[] }) {
  const t = useT()
  const language = useLanguage()
  const words = useTermWords()
  const postWords = usePostWords()
  if (invitations.length === 0) return null
  return (
    <>
      <h2>{t('accounts.officers.invitations')}</h2>
      <Table
        caption={t('accounts.officers.invitations_caption')}
        head={[
          t('accounts.email.label'),
          t('accounts.officers.post'),
          t('accounts.officers.term'),
          t('accounts.officers.accept_until'),
          t('accounts.officers.cancel'),
        ]}
        rows={invitations.map((row) => [
          row.email,
          postWords(row.post, row.seat),
          words(row),
          formatDay(row.until, language),
          <ConfirmPost
            key="cancel"
            summary={t('accounts.officers.cancel')}
            label={t('accounts.officers.cancel_submit', { email: row.email })}
            fields={{ intent: 'cancel', id: row.id }}
          />,
        ])}
      />
    </>
  )
}

export function InviteForm(props: {
  schema: z.ZodType
  association: number
  defaults: FormFields
  answer: unknown
  /** The seat that somebody is invited to; null when only the post is chosen */
  seat: (Seat & { id: number; kind: Post }) | null
}) {
  const { schema, association, defaults, answer, seat } = props
  const postWords = usePostWords()
  const t = useT()
  return (
    <CheckedForm
      schema={schema}
      answer={answer}
      defaults={{ ...defaults, association: String(association), intent: 'invite' }}
    >
      <HiddenField name="intent" value="invite" />
      <HiddenField name="association" value={association} />
      <TextField
        name="email"
        type="email"
        label={t('accounts.email.label')}
        support={t('accounts.officers.email_support', { days: INVITATION_DAYS })}
        required
        inputMode="email"
      />
      {seat ? (
        <>
          <p>
            {t('accounts.officers.post')}: <strong>{postWords(seat.kind, seat)}</strong>
          </p>
          <HiddenField name="post" value={seat.kind} />
          <HiddenField name="seat" value={seat.id} />
        </>
      ) : (
        <SelectField
          name="post"
          label={t('accounts.officers.post')}
          required
          emptyLabel={t('accounts.officers.choose_post')}
          options={posts.map((post) => ({ value: post, label: t(`accounts.post.${post}`) }))}
        />
      )}
      <TextField name="startsOn" type="date" label={t('accounts.officers.starts_on')} required />
      <TextField
        name="endsOn"
        type="date"
        label={t('accounts.officers.ends_on')}
        support={t('accounts.officers.ends_support')}
        required
      />
      <SubmitButton>{t('accounts.officers.invite_submit')}</SubmitButton>
    </CheckedForm>
  )
}
