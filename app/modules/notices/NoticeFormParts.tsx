/** The optional parts of the form of a notice: what is asked of households, of guests and of associations. */
import { CheckboxField, CheckboxListField, RadioField, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { OptionalPart } from './OptionalPart'
import { eventAsks, remindChoices } from './rules'

function useLabel() {
  const t = useT()
  return (name: string, params?: Record<string, string | number>) => t(`notices.form.${name}`, params)
}

/** 確認のお願い */
export function ConfirmationPart() {
  const label = useLabel()
  return (
    <OptionalPart
      title={label('confirm_section')}
      hint={label('confirm_hint')}
      fields={['confirm_by', 'remind_days']}
    >
      <TextField
        name="confirm_by"
        label={label('confirm_by')}
        support={label('confirm_by_support')}
        type="date"
      />
      <CheckboxListField
        name="remind_days"
        label={label('remind_days')}
        support={label('remind_days_support')}
        options={remindChoices.map((days) => ({
          value: String(days),
          label: days === 0 ? label('remind_same_day') : label('remind_before', { days }),
        }))}
      />
    </OptionalPart>
  )
}

/** 行事 */
export function EventPart() {
  const label = useLabel()
  return (
    <OptionalPart
      title={label('event_section')}
      hint={label('event_hint')}
      fields={[
        'event_starts_at',
        'event_ends_at',
        'event_place',
        'event_latitude',
        'event_longitude',
        'event_capacity',
        'event_asks',
        'event_answer_by',
      ]}
    >
      <TextField name="event_starts_at" label={label('event_starts_at')} type="datetime-local" />
      <TextField name="event_ends_at" label={label('event_ends_at')} type="datetime-local" />
      <TextField name="event_place" label={label('event_place')} support={label('event_place_support')} />
      <TextField
        name="event_capacity"
        label={label('event_capacity')}
        support={label('event_capacity_support')}
        inputMode="numeric"
        short
      />
      <RadioField
        name="event_asks"
        label={label('event_asks')}
        options={eventAsks.map((value) => ({
          value,
          label: label(`event_asks_${value}`),
          support: label(`event_asks_${value}_support`),
        }))}
      />
      <TextField
        name="event_answer_by"
        label={label('event_answer_by')}
        support={label('event_answer_by_support')}
        type="date"
      />
      <TextField
        name="event_latitude"
        label={label('event_latitude')}
        support={label('event_map_support')}
        short
      />
      <TextField name="event_longitude" label={label('event_longitude')} short />
    </OptionalPart>
  )
}

/** 依頼: only for those who speak for the city or a council */
export function RequestPart() {
  const label = useLabel()
  return (
    <OptionalPart
      title={label('request_section')}
      hint={label('request_hint')}
      fields={['is_request', 'request_purpose', 'request_hours', 'request_due']}
    >
      <CheckboxField name="is_request" label={label('is_request')} support={label('is_request_support')} />
      <TextArea
        name="request_purpose"
        label={label('request_purpose')}
        support={label('request_purpose_support')}
        rows={3}
      />
      <TextField
        name="request_hours"
        label={label('request_hours')}
        support={label('request_hours_support')}
        short
      />
      <TextField
        name="request_due"
        label={label('request_due')}
        support={label('request_due_support')}
        type="date"
      />
    </OptionalPart>
  )
}
