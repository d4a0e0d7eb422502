/** 申請を始める: for whom and which scheme first, then year, works and hall. */
import type { Programme } from '~/modules/subsidies/schema'
import { formatFiscalYear } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckboxListField, CheckedForm, HiddenField, RadioField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Button } from '~/ui/parts'
import { startSchema } from './schema'

type Named = { name: string }

/** Hidden fields for what an estimate brought along. */
function Brought({ fields }: { fields: Record<string, string> }) {
  return Object.entries(fields).map(([name, value]) => <HiddenField key={name} name={name} value={value} />)
}

export function ChooseStart(props: {
  associations: readonly (Named & { slug: string })[]
  programmes: readonly (Named & { key: string })[]
  association: string | null
  programme: string | null
  works: readonly string[]
  brought: Record<string, string>
  /** The hall from whose page one came */
  hall: string | null
}) {
  const { associations, programmes, association, programme, works, brought, hall } = props
  const t = useT()
  const choices = (name: string, options: readonly { value: string; label: string }[], of: string | null) => (
    <fieldset className="field">
      <legend className="field-label">{t(`applications.new.which_${name}`)}</legend>
      {options.map(({ value, label }) => (
        <label className="choice" key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            defaultChecked={of === value || options.length === 1}
            required
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
  return (
    <form method="get" className="form">
      {choices(
        'association',
        associations.map(({ slug, name }) => ({ value: slug, label: name })),
        association,
      )}
      {choices(
        'programme',
        programmes.map(({ key, name }) => ({ value: key, label: name })),
        programme,
      )}
      {works.map((work) => (
        <HiddenField key={work} name="work" value={work} />
      ))}
      {hall && <HiddenField name="hall" value={hall} />}
      <Brought fields={brought} />
      <Button>{t('applications.new.next')}</Button>
    </form>
  )
}

export function StartForm(props: {
  association: { id: number; name: string }
  programme: Programme
  works: readonly string[]
  brought: Record<string, string>
  hall: string | null
  chosen: {
    halls: readonly { id: number; name: string }[]
    drafts: readonly { id: number; title: string; year: number }[]
    years: readonly number[]
    year: number
  }
  answer: unknown
  kept: FormFields | null
}) {
  const { association, programme, works, brought, hall, chosen, answer, kept } = props
  const t = useT()
  const language = useLanguage()
  const label = (key: string, params?: Record<string, string>) => t(`applications.new.${key}`, params)
  const Works = programme.severalWorks ? CheckboxListField : RadioField
  const typed =
    typeof answer === 'object' && answer !== null && 'values' in answer ? (answer.values as FormFields) : kept
  const { halls, drafts, years, year } = chosen
  const named = halls.length === 1 ? halls[0] : halls.find(({ id }) => String(id) === hall)
  return (
    <>
      <p>
        {label('for', { association: association.name, programme: programme.name })} (
        <a className="inline-block py-2" href="/subsidies/applications/new">
          {label('change')}
        </a>
        )
      </p>
      {drafts.length > 0 && (
        <Banner tone="info" title={label('drafts')}>
          <p>{label('drafts_text')}</p>
          <ul className="bullets">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a className="inline-block py-2.5" href={`/subsidies/applications/${draft.id}`}>
                  {draft.title} {formatFiscalYear(draft.year, language)}
                </a>
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <CheckedForm
        schema={startSchema}
        answer={answer}
        defaults={
          typed ?? {
            year: String(year),
            works: [...works],
            hallId: named ? String(named.id) : '',
          }
        }
      >
        <HiddenField name="association" value={association.id} />
        <HiddenField name="programme" value={programme.key} />
        <Brought fields={brought} />
        <RadioField
          name="year"
          label={label('year')}
          support={label('year_support')}
          options={years.map((of) => ({ value: String(of), label: formatFiscalYear(of, language) }))}
          required
        />
        <Works
          name="works"
          label={label('works')}
          support={programme.severalWorks ? label('works_several') : undefined}
          options={programme.works.map(({ key, name, description }) => ({
            value: key,
            label: name,
            ...(description ? { support: description } : {}),
          }))}
          required
        />
        <RadioField
          name="hallId"
          label={label('hall')}
          support={label('hall_support')}
          options={[
            ...halls.map(({ id, name }) => ({ value: String(id), label: name })),
            { value: '', label: label('hall_none') },
          ]}
        />
        {Object.keys(brought).length > 0 && <p>{label('brought')}</p>}
        <div className="actions">
          <SubmitButton>{label('start')}</SubmitButton>
        </div>
      </CheckedForm>
    </>
  )
}
