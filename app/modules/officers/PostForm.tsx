/** 役職を加える・直す */
import type { z } from 'zod'
import { posts } from '~/modules/accounts/rules'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { filledBys } from './rules'

export function PostForm(props: {
  schema: z.ZodType
  defaults: FormFields
  answer: unknown
  /** Of the post that is changed; null for a new one */
  version: number | null
  back: string
}) {
  const { schema, defaults, answer, version, back } = props
  const t = useT()
  const at = (key: string) => t(`officers.post.${key}`)
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults}>
      {version !== null && <HiddenField name="version" value={version} />}
      {version === null && (
        <SelectField
          name="post"
          label={at('post')}
          support={at('post_support')}
          required
          emptyLabel={t('accounts.officers.choose_post')}
          options={posts.map((post) => ({ value: post, label: t(`accounts.post.${post}`) }))}
        />
      )}
      <TextField name="name" label={at('name')} support={at('name_support')} required />
      <SelectField
        name="filledBy"
        label={at('filled_by')}
        required
        options={filledBys.map((value) => ({ value, label: t(`officers.post.filled.${value}`) }))}
      />
      <TextField
        name="months"
        label={at('months')}
        support={at('months_support')}
        inputMode="numeric"
        short
        required
      />
      <TextField
        name="seats"
        label={at('seats')}
        support={at('seats_support')}
        inputMode="numeric"
        short
        required
      />
      <TextField
        name="position"
        label={at('position')}
        support={at('position_support')}
        inputMode="numeric"
        short
        required
      />
      <TextArea
        name="introduction"
        label={at('introduction')}
        support={at('introduction_support')}
        rows={5}
      />
      <div className="actions">
        <SubmitButton>{at(version === null ? 'add' : 'save')}</SubmitButton>
        <LinkButton href={back}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
