/** The form of each act of the city. What it leads to, and who is told, stands above its fields. */
import { formatDay } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import {
  CheckboxField,
  CheckedForm,
  HiddenField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { ANSWER_WAYS, type CityAct } from './city-rules'
import type { CityActPage } from './queries/city-matter.server'
import {
  answerForm,
  correctForm,
  dueForm,
  endForm,
  joinForm,
  noteForm,
  ownerForm,
  progressForm,
  refuseForm,
  reopenForm,
  rerouteForm,
  routeForm,
  startForm,
  unjoinForm,
  versionForm,
} from './schema/city'

/** The schema of each form: the page checks with what the action checks with. */
const ACT_FORMS = {
  receive: versionForm,
  refuse: refuseForm,
  route: routeForm,
  reroute: rerouteForm,
  due: dueForm,
  owner: ownerForm,
  join: joinForm,
  unjoin: unjoinForm,
  answer: answerForm,
  correct: correctForm,
  start: startForm,
  progress: progressForm,
  finish: endForm,
  'give-up': endForm,
  reopen: reopenForm,
  note: noteForm,
} as const satisfies Record<CityAct, unknown>

type Data = Pick<CityActPage, 'sections' | 'people' | 'standing' | 'usual'> & {
  act: CityAct
  matter: { id: number; version: number }
  defaults: FormFields
}

/** Acts that cannot be taken back by pressing once more. */
const WEIGHTY: readonly CityAct[] = ['refuse', 'join', 'give-up']

export function CityActForm({ data, answer }: { data: Data; answer: unknown }) {
  const { act, matter, defaults } = data
  const t = useT()
  return (
    <CheckedForm schema={ACT_FORMS[act]} answer={answer} defaults={defaults}>
      <HiddenField name="version" value={matter.version} />
      <Fields data={data} />
      <SubmitButton variant={WEIGHTY.includes(act) ? 'danger' : 'primary'}>
        {t(`exchange.city.act.${act}.do`)}
      </SubmitButton>
    </CheckedForm>
  )
}

function Fields({ data }: { data: Data }) {
  const { act, usual } = data
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params = {}) => t(`exchange.city.field.${key}`, params)
  const words = (key: string) => (
    <TextArea name="text" label={at(key)} support={at(`${key}_support`)} required rows={6} />
  )
  const reason = (
    <TextArea name="reason" label={at('reason')} support={at('reason_support')} required rows={4} />
  )
  switch (act) {
    case 'receive':
      return null
    case 'refuse':
      return (
        <>
          <TextArea name="reason" label={at('refuse')} support={at('refuse_support')} required rows={4} />
          <TextArea name="turn" label={at('turn')} support={at('turn_support')} rows={3} />
        </>
      )
    case 'route':
      return (
        <>
          <SectionFields data={data} />
          <TextField
            name="due"
            type="date"
            label={at('due')}
            support={at('due_support', { day: formatDay(usual, language) })}
          />
          <TextArea name="text" label={at('route_text')} support={at('route_text_support')} rows={3} />
        </>
      )
    case 'reroute':
      return (
        <>
          <SectionFields data={data} />
          <TextField name="due" type="date" label={at('due')} support={at('due_kept')} />
          {reason}
        </>
      )
    case 'owner':
      return <OwnerField data={data} />
    case 'due':
      return (
        <>
          <TextField name="due" type="date" label={at('new_due')} support={at('due_off')} required />
          {reason}
        </>
      )
    case 'join':
      return (
        <>
          <TextField
            name="to"
            label={at('to')}
            support={at('to_support')}
            required
            inputMode="numeric"
            short
          />
          {reason}
        </>
      )
    case 'unjoin':
      return reason
    case 'answer':
      return (
        <>
          <TextArea name="text" label={at('answer')} support={at('answer_support')} required rows={10} />
          <RadioField
            name="how"
            label={at('how')}
            required
            options={ANSWER_WAYS.map((value) => ({
              value,
              label: t(`exchange.city.how.${value}.label`),
              support: t(`exchange.city.how.${value}.support`),
            }))}
          />
          <TextField name="promise" type="date" label={at('promise')} support={at('promise_support')} />
          <CheckboxField name="notice" label={at('notice')} support={at('notice_support')} />
        </>
      )
    case 'correct':
      return (
        <>
          <TextArea name="text" label={at('correct')} support={at('correct_support')} required rows={10} />
          <TextField name="reason" label={at('why')} support={at('why_support')} required />
        </>
      )
    case 'start':
      return (
        <>
          {words('start')}
          <TextField
            name="promise"
            type="date"
            label={at('promise')}
            support={at('start_promise')}
            required
          />
        </>
      )
    case 'progress':
      return (
        <>
          <TextField
            name="percent"
            label={at('percent')}
            support={at('percent_support')}
            required
            inputMode="numeric"
            short
          />
          {words('progress')}
          <TextField name="promise" type="date" label={at('promise')} support={at('progress_promise')} />
        </>
      )
    case 'finish':
      return words('finish')
    case 'give-up':
      return words('give_up')
    case 'reopen':
      return (
        <>
          {reason}
          <TextField
            name="due"
            type="date"
            label={at('due')}
            support={at('due_support', { day: formatDay(usual, language) })}
          />
        </>
      )
    case 'note':
      return words('note')
  }
}

/** Which section, with the day that it would have, and who there. */
function SectionFields({ data }: { data: Data }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <SelectField
        name="section"
        label={t('exchange.city.field.section')}
        support={t('exchange.city.field.section_support')}
        required
        emptyLabel={t('exchange.city.field.choose')}
        options={data.sections.map(({ id, name, days, due }) => ({
          value: String(id),
          label: t('exchange.city.field.section_option', { name, days, day: formatDay(due, language) }),
        }))}
      />
      <OwnerField data={data} />
    </>
  )
}

function OwnerField({ data }: { data: Data }) {
  const t = useT()
  return (
    <SelectField
      name="owner"
      label={t('exchange.city.field.owner')}
      support={t('exchange.city.field.owner_support')}
      emptyLabel={t('exchange.city.field.nobody')}
      options={data.people.map(({ id, name, section }) => ({ value: id, label: `${name} (${section})` }))}
    />
  )
}
