/**
 * Forms that the browser sends by itself. With JavaScript, react-hook-form checks as one types, with the schema
 * that the action uses; without it, the action answers 422 and the page shows the same errors.
 */
import { zodResolver } from '@hookform/resolvers/zod'
import {
  type FormEvent,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import {
  FormProvider,
  type FieldErrors as HookErrors,
  type Resolver,
  useForm,
  useFormContext,
} from 'react-hook-form'
import type { z } from 'zod'
import { type FormAnswer, type FormFields, firstValue } from '~/platform/forms'
import { translateMessage } from '~/platform/i18n'
import { ErrorSummary } from './error-summary'
import { FieldNamesContext, FormValuesContext, useFormValues } from './form-values'
import { useT } from './i18n'
import { Button, type Variant } from './parts'

export { ErrorSummary } from './error-summary'

/** The answer of an action, whatever else it may be: errors and values when the form could not be taken. */
export type Answer = Partial<FormAnswer> | undefined

export function CheckedForm(props: {
  schema?: z.ZodType
  answer?: Answer | unknown
  defaults?: FormFields
  action?: string
  encType?: 'multipart/form-data'
  id?: string
  children: ReactNode
}) {
  const { schema, defaults = {}, action, encType, id, children } = props
  const answer = asAnswer(props.answer)
  const values: FormFields = { ...defaults, ...answer?.values }
  const element = useRef<HTMLFormElement>(null)
  const own = useId()
  // Typing need not wait for the script: what stands in the fields when it arrives stays there.
  const [typed] = useState(typedBefore)
  const form = useForm<FormFields>({
    defaultValues: { ...values, ...typed },
    mode: 'onTouched',
    // What is checked is what the browser would send, hidden fields and all.
    resolver: schema
      ? (_values, context, options) => asResolver(schema)(sentFields(element.current), context, options)
      : undefined,
  })
  const sending = useRef(false)

  useEffect(() => {
    // A page that the browser brings back from its store can be sent again.
    const wake = () => {
      sending.current = false
    }
    window.addEventListener('pageshow', wake)
    return () => window.removeEventListener('pageshow', wake)
  }, [])

  async function checkBeforeSending(event: FormEvent<HTMLFormElement>) {
    const native = event.nativeEvent as SubmitEvent
    const sent = event.currentTarget
    const pressed = native.submitter as HTMLButtonElement | null
    if (sending.current) {
      // The second half of a double click: the form is already on its way.
      if (sent.dataset.checked !== 'yes') event.preventDefault()
      delete sent.dataset.checked
      return
    }
    if (!schema || pressed?.formNoValidate) {
      sending.current = true
      return
    }
    event.preventDefault()
    let valid = false
    // From the first refusal on, an error goes when its field is put right, not when the field is left: pressing the
    // button leaves the field, and a button that moves at that moment is not pressed.
    await form.handleSubmit(() => {
      valid = true
    })()
    if (!valid) return
    sending.current = true
    sent.dataset.checked = 'yes'
    // While the browser is still telling of the first sending it takes no second one.
    setTimeout(() => sent.requestSubmit(pressed))
  }

  return (
    <FormProvider {...form}>
      <FormValuesContext.Provider value={{ form: own, values, errors: answer?.errors ?? {} }}>
        <form
          method="post"
          action={action}
          encType={encType}
          id={id}
          ref={element}
          className="form"
          noValidate
          onSubmit={checkBeforeSending}
          onMouseDown={keepFocus}
        >
          <ErrorSummary errors={answer?.errors} />
          {children}
        </form>
      </FormValuesContext.Provider>
    </FormProvider>
  )
}

/** What was typed or chosen on a page before its script took it over; nothing on the server. */
function typedBefore(): FormFields {
  const typed: FormFields = {}
  if (typeof document === 'undefined') return typed
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
    'form.form :is(input:not([type=hidden], [type=file], [type=checkbox], [type=radio]), textarea, select)',
  )) {
    const arrived =
      field instanceof HTMLSelectElement
        ? [...field.options].find((option) => option.defaultSelected)?.value
        : field.defaultValue
    if (field.name && arrived !== undefined && field.value !== arrived) typed[field.name] = field.value
  }
  return typed
}

/**
 * Pressing a button must not leave the field first: the check on leaving would move the button from under the finger.
 */
function keepFocus(event: MouseEvent<HTMLFormElement>) {
  if (event.target instanceof Element && event.target.closest('button[type=submit]')) event.preventDefault()
}

function asResolver(schema: z.ZodType): Resolver<FormFields> {
  return zodResolver(schema as never) as unknown as Resolver<FormFields>
}

/** The fields of a form as the browser would send them, without files. */
function sentFields(form: HTMLFormElement | null): FormFields {
  const fields: FormFields = {}
  for (const [name, value] of new FormData(form ?? undefined)) {
    if (typeof value !== 'string') continue
    const known = fields[name]
    fields[name] = known === undefined ? value : [known, value].flat()
  }
  return fields
}

function asAnswer(answer: unknown): Answer {
  return typeof answer === 'object' && answer !== null && 'errors' in answer ? (answer as Answer) : undefined
}

type FieldProps = {
  name: string
  label: string
  /** Text above the field; a node may hold an example or a link */
  support?: ReactNode
  required?: boolean
}

/** What every field needs: its value, its error, the ids that tie them together. */
function useField({ name, label }: { name: string; label: string }) {
  const t = useT()
  const { form, values, errors } = useFormValues()
  useContext(FieldNamesContext)?.tell(form, name, label)
  const { register, formState } = useFormContext<FormFields>()
  const typed = (formState.errors as HookErrors<FormFields>)[name]?.message
  // What the server said stands until the person changes the field.
  const keyed = typed ? [String(typed)] : formState.dirtyFields[name] ? [] : (errors[name] ?? [])
  const error = keyed.map((m) => translateMessage(t, m)).join(' ') || undefined
  const id = `field-${name}`
  return { id, error, values, register: () => register(name) }
}

function describedBy(id: string, support: unknown, error: unknown): string | undefined {
  return [support && `${id}-support`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
}

function Mark({ required }: { required?: boolean }) {
  const t = useT()
  return (
    <span className={required ? 'mark mark-required' : 'mark'}>
      {required ? t('form.required_mark') : t('form.optional_mark')}
    </span>
  )
}

/** Label, support text, the field itself, its error. */
function FieldFrame(props: FieldProps & { id: string; error?: string; children: ReactNode }) {
  const { id, label, support, required, error, children } = props
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        <Mark required={required} />
      </label>
      {support && (
        <p className="support" id={`${id}-support`}>
          {support}
        </p>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  )
}

function FieldError({ id, error }: { id: string; error?: string }) {
  const t = useT()
  if (!error) return null
  return (
    <p className="field-error" id={`${id}-error`}>
      {t('form.error_prefix')}: {error}
    </p>
  )
}

const SHORT_TYPES = ['date', 'datetime-local', 'number', 'tel']

export function TextField(
  props: FieldProps & {
    type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'date' | 'datetime-local' | 'number' | 'search'
    autoComplete?: string
    inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url'
    list?: string
    short?: boolean
  },
) {
  const { name, type = 'text', autoComplete, inputMode, list, short } = props
  const { id, error, values, register } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <input
        {...register()}
        id={id}
        type={type}
        className={short || SHORT_TYPES.includes(type) ? 'input input-short' : 'input'}
        // A password is never sent back to the page.
        defaultValue={type === 'password' ? '' : firstValue(values, name)}
        autoComplete={autoComplete}
        inputMode={inputMode}
        list={list}
        aria-required={props.required || undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, props.support, error)}
      />
    </FieldFrame>
  )
}

export function TextArea(props: FieldProps & { rows?: number; toolbar?: ReactNode }) {
  const { name, rows = 6, toolbar } = props
  const { id, error, values, register } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      {toolbar}
      <textarea
        {...register()}
        id={id}
        rows={rows}
        className="input"
        defaultValue={firstValue(values, name)}
        aria-required={props.required || undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, props.support, error)}
      />
    </FieldFrame>
  )
}

export type Option = { value: string; label: string; support?: string }

export function SelectField(props: FieldProps & { options: readonly Option[]; emptyLabel?: string }) {
  const { name, options, emptyLabel } = props
  const { id, error, values, register } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <select
        {...register()}
        id={id}
        className="input"
        defaultValue={firstValue(values, name) ?? ''}
        aria-required={props.required || undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, props.support, error)}
      >
        {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

/** Radio buttons or check boxes under one legend; the id of the field is that of its first choice. */
function ChoiceList(props: FieldProps & { type: 'radio' | 'checkbox'; options: readonly Option[] }) {
  const { name, label, support, required, type, options } = props
  const { id, error, values, register } = useField(props)
  const known = values[name]
  const chosen = known === undefined ? [] : Array.isArray(known) ? known : [known]
  return (
    <fieldset className="field" aria-describedby={describedBy(id, support, error)}>
      <legend>
        {label}
        <Mark required={required} />
      </legend>
      {support && (
        <p className="support" id={`${id}-support`}>
          {support}
        </p>
      )}
      {options.map((option, index) => (
        <label className="choice" key={option.value}>
          <input
            {...register()}
            id={index === 0 ? id : `${id}-${option.value}`}
            type={type}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
          />
          <span>
            {option.label}
            {option.support && <span className="support block">{option.support}</span>}
          </span>
        </label>
      ))}
      <FieldError id={id} error={error} />
    </fieldset>
  )
}

export function RadioField(props: FieldProps & { options: readonly Option[] }) {
  return <ChoiceList {...props} type="radio" />
}

export function CheckboxListField(props: FieldProps & { options: readonly Option[] }) {
  return <ChoiceList {...props} type="checkbox" />
}

export function CheckboxField(props: { name: string; label: string; support?: ReactNode }) {
  const { name, label, support } = props
  const { id, error, values, register } = useField(props)
  return (
    <div className="field">
      <label className="choice">
        <input
          {...register()}
          id={id}
          type="checkbox"
          defaultChecked={firstValue(values, name) === 'on'}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, support, error)}
        />
        <span>{label}</span>
      </label>
      {support && (
        <p className="support" id={`${id}-support`}>
          {support}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  )
}

/** Files never pass through react-hook-form: a page that comes back cannot refill them, and the server decides. */
export function FileField(props: FieldProps & { multiple?: boolean; accept?: string }) {
  const { name, multiple, accept } = props
  const { id, error } = useField(props)
  return (
    <FieldFrame {...props} id={id} error={error}>
      <input
        id={id}
        name={name}
        type="file"
        className="input"
        multiple={multiple}
        accept={accept}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, props.support, error)}
      />
    </FieldFrame>
  )
}

export function HiddenField({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />
}

export function SubmitButton(props: {
  children: ReactNode
  name?: string
  value?: string
  variant?: Variant
  /** Sends without the check as one types: for drafts */
  unchecked?: boolean
}) {
  const { unchecked, variant = 'primary', ...rest } = props
  if (!unchecked) return <Button variant={variant} {...rest} />
  return <button type="submit" formNoValidate className={`button button-${variant}`} {...rest} />
}
