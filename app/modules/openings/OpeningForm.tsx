/** The form of an opening, for those who keep the association's officers. */
import type { z } from 'zod'
import { FISCAL_MONTHS } from '~/modules/officers/rules'
import type { FormFields } from '~/platform/forms'
import {
  CheckboxField,
  CheckboxListField,
  CheckedForm,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { openingKinds, skills } from './rules'

export function OpeningForm(props: {
  schema: z.ZodType
  answer: unknown
  defaults: FormFields
  posts: readonly { id: number; name: string; tasks: readonly { id: number; title: string }[] }[]
  version: number | null
  back: string
}) {
  const { schema, answer, defaults, posts, version, back } = props
  const t = useT()
  const at = (key: string) => t(`openings.form.${key}`)
  const tasks = posts.flatMap((post) =>
    post.tasks.map((task) => ({ value: String(task.id), label: `${post.name}: ${task.title}` })),
  )
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults}>
      {version !== null && <HiddenField name="version" value={version} />}
      <SelectField
        name="kind"
        label={at('kind')}
        required
        options={openingKinds.map((value) => ({
          value,
          label: `${t(`openings.kind.${value}.title`)} – ${t(`openings.kind.${value}.text`)}`,
        }))}
      />
      <TextField name="title" label={at('title')} support={at('title_support')} required />
      <TextArea name="body" label={at('body')} support={at('body_support')} rows={8} required />
      <TextField
        name="hours"
        label={at('hours')}
        support={at('hours_support')}
        inputMode="decimal"
        short
        required
      />
      <div className="choice-columns">
        <CheckboxListField
          name="months"
          label={at('months')}
          support={at('months_support')}
          options={FISCAL_MONTHS.map((month) => ({
            value: String(month),
            label: t('openings.month', { month }),
          }))}
        />
      </div>
      <CheckboxField name="evening" label={t('openings.evening')} />
      <CheckboxField name="weekend" label={t('openings.weekend')} />
      <CheckboxField name="fromHome" label={t('openings.from_home')} />
      <TextArea name="companions" label={at('companions')} support={at('companions_support')} rows={2} />
      <TextArea name="gains" label={at('gains')} support={at('gains_support')} rows={3} />
      <div className="choice-columns">
        <CheckboxListField
          name="skills"
          label={at('skills')}
          support={at('skills_support')}
          options={skills.map((value) => ({ value, label: t(`openings.skill.${value}`) }))}
        />
      </div>
      <TextField name="places" label={at('places')} inputMode="numeric" short required />
      <TextField name="startsOn" type="date" label={at('starts_on')} />
      <TextField name="endsOn" type="date" label={at('ends_on')} />
      <TextField name="closesOn" type="date" label={at('closes_on')} support={at('closes_support')} />
      <TextField name="electionOn" type="date" label={at('election_on')} support={at('election_support')} />
      <SelectField
        name="post"
        label={at('post')}
        emptyLabel={at('no_post')}
        options={posts.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      {tasks.length > 0 && (
        <SelectField name="task" label={at('task')} emptyLabel={at('no_task')} options={tasks} />
      )}
      <div className="actions">
        <SubmitButton>{t(version === null ? 'openings.form.make' : 'openings.form.save')}</SubmitButton>
        <LinkButton href={back}>{t('form.cancel')}</LinkButton>
      </div>
    </CheckedForm>
  )
}
