/** The fields of one part of a programme, rows within rows. Buttons add and take away; no script is needed. */
import type { ReactNode } from 'react'
import { translateMessage } from '~/platform/i18n'
import { CheckboxField, CheckboxListField, SelectField, TextArea, TextField } from '~/ui/form'
import { useFormValues } from '~/ui/form-values'
import { useT } from '~/ui/i18n'
import { VisuallyHidden } from '~/ui/parts'
import { variantOf } from './sketch/convert'
import { at, type Label, type Rows, type Sketch, type Spec, type Variant } from './sketch/spec'

type Props<S extends Spec = Spec> = {
  spec: S
  sketch: Sketch
  path: string
  /** What the field is called where its description does not say */
  label?: string
}

export function SketchFields(props: Props) {
  const { spec, sketch, path } = props
  const t = useT()
  const label = props.label ?? (spec.name ? t(`programmes.field.${spec.name}`) : '')
  const support = spec.support ? t(`programmes.support.${spec.support}`) : undefined
  const name = path
  switch (spec.kind) {
    case 'leaf': {
      const common = { name, label, support, required: spec.required }
      if (spec.leaf === 'long') return <TextArea {...common} rows={4} />
      if (spec.leaf === 'text') return <TextField {...common} />
      if (spec.leaf === 'day') return <TextField {...common} type="date" />
      const said = support ?? t(`programmes.support.${spec.leaf}`)
      return (
        <TextField {...common} support={said} short inputMode={spec.leaf === 'whole' ? 'numeric' : 'text'} />
      )
    }
    case 'hidden':
      return <input type="hidden" name={name} value={typeof sketch === 'string' ? sketch : ''} />
    case 'check':
      return <CheckboxField name={name} label={label} support={support} />
    case 'one':
      return (
        <SelectField
          name={name}
          label={label}
          support={support}
          required={spec.required}
          emptyLabel={t(spec.required ? 'programmes.form.choose' : 'programmes.form.none')}
          options={spec.choices.map((choice) => ({ value: choice.value, label: worded(choice.label, t) }))}
        />
      )
    case 'some':
      return (
        <CheckboxListField
          name={name}
          label={label}
          support={support}
          required
          options={spec.choices.map((choice) => ({ value: choice.value, label: worded(choice.label, t) }))}
        />
      )
    case 'lines':
      return <TextArea name={name} label={label} support={support} rows={4} />
    case 'json':
      return <TextArea name={name} label={label} support={support} rows={8} required />
    case 'rows':
      return <RowFields {...props} spec={spec} label={label} />
    case 'group':
      return <GroupFields {...props} label={label} support={support} />
    case 'variant':
      return <VariantFields {...props} spec={spec} label={label} />
  }
}

function worded(label: Label, t: (key: string) => string): string {
  if ('text' in label) return label.text
  return label.of ? `${t(label.of)}: ${t(label.key)}` : t(label.key)
}

/** A button that sends the form to itself and comes back to where it was pressed. */
export function FormButton(props: { value: string; to: string; children: ReactNode; plain?: boolean }) {
  const { value, to, children, plain } = props
  return (
    <button
      type="submit"
      name="do"
      value={value}
      formAction={`#field-${to}`}
      formNoValidate
      className={`button ${plain ? 'button-plain' : 'button-secondary'}`}
    >
      {children}
    </button>
  )
}

/** What the server said of a group of fields as a whole. */
function GroupError({ path }: { path: string }) {
  const t = useT()
  const { errors } = useFormValues()
  const said = errors[path]
  if (!said) return null
  return (
    <p className="field-error">
      {t('form.error_prefix')}: {said.map((one) => translateMessage(t, one)).join(' ')}
    </p>
  )
}

function GroupFields({ spec, sketch, path, label, support }: Props & { support?: string }) {
  if (spec.kind !== 'group') return null
  const { fields } = sketch as { fields: Record<string, Sketch> }
  const inner = Object.entries(spec.of).map(([name, one]) => (
    <SketchFields key={name} spec={one} sketch={fields[name] ?? ''} path={at(path, name)} />
  ))
  if (!label) return <>{inner}</>
  return (
    <fieldset className="rule" id={`field-${path}`}>
      <legend>{label}</legend>
      {support && <p className="support">{support}</p>}
      <GroupError path={path} />
      {inner}
    </fieldset>
  )
}

function RowFields({ spec, sketch, path, label = '' }: Props<Rows>) {
  const t = useT()
  const { rows } = sketch as { rows: Sketch[] }
  const what = spec.name ? t(`programmes.row.${spec.name}`) : label
  return (
    <div id={`field-${path}`} className="stack">
      {label && path && <p className="field-label">{label}</p>}
      <input type="hidden" name={`${path}-count`} value={rows.length} />
      <GroupError path={path} />
      {rows.map((row, i) => (
        // A row has no name of its own: its place is what the form knows it by.
        <fieldset className="rule" key={`${path}-${i}`} id={`field-${at(path, i)}`}>
          <legend>{t('programmes.form.row', { what, number: i + 1 })}</legend>
          <GroupError path={at(path, i)} />
          <SketchFields spec={spec.of} sketch={row} path={at(path, i)} />
          <div className="actions">
            {i > 0 && (
              <FormButton value={`up:${path}:${i}`} to={at(path, i - 1)} plain>
                {t('programmes.form.up')}
                <VisuallyHidden>{t('programmes.form.row', { what, number: i + 1 })}</VisuallyHidden>
              </FormButton>
            )}
            {rows.length > spec.least && (
              <FormButton value={`remove:${path}:${i}`} to={path} plain>
                {t('programmes.form.remove')}
                <VisuallyHidden>{t('programmes.form.row', { what, number: i + 1 })}</VisuallyHidden>
              </FormButton>
            )}
          </div>
        </fieldset>
      ))}
      {rows.length < spec.most && (
        <FormButton value={`add:${path}`} to={at(path, rows.length)}>
          {t('programmes.form.add', { what })}
        </FormButton>
      )}
    </div>
  )
}

function VariantFields({ spec, sketch, path, label }: Props<Variant>) {
  const t = useT()
  const { shape, inner } = variantOf(sketch)
  const shapes = spec.shapes()
  const standing = shapes[shape]
  const name = `${path}-shape`
  return (
    <fieldset className="rule" id={`field-${path}`}>
      {label && <legend>{label}</legend>}
      {spec.support && <p className="support">{t(`programmes.support.${spec.support}`)}</p>}
      <GroupError path={path} />
      <input type="hidden" name={`${path}-shown`} value={shape} />
      <div className="search-row">
        <SelectField
          name={name}
          label={t(`programmes.family.${spec.family}`)}
          required
          options={Object.keys(shapes).map((one) => ({
            value: one,
            label: t(`programmes.${spec.family}.${one}`),
          }))}
        />
        <FormButton value="show" to={path}>
          {t('programmes.form.show_shape')}
          {label && <VisuallyHidden>({label})</VisuallyHidden>}
        </FormButton>
      </div>
      <p className="support">{t(`programmes.${spec.family}_example.${shape}`)}</p>
      {standing && <SketchFields spec={standing.spec} sketch={inner} path={path} />}
    </fieldset>
  )
}
