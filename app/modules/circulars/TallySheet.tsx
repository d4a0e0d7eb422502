/** 紙のサインの集計 for a group leader on a phone: marks where there is a register, two numbers where there is none. */
import { CheckboxListField, CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { DataList, LinkButton } from '~/ui/parts'
import type { Sheet } from './queries/tally.server'

/** The groups to choose from, or the sheet of the one that is chosen. */
export function TallySheet({ here, sheet, answer }: { here: string; sheet: Sheet; answer: unknown }) {
  const t = useT()
  const { units, unit } = sheet
  if (units.length === 0) return <p>{t('circulars.tally.none_in_scope')}</p>
  if (!unit) return <Units here={here} units={units} />
  return (
    <>
      <h2>{unit.name}</h2>
      {unit.counting > 0 ? (
        <Register sheet={sheet} unit={unit} answer={answer} />
      ) : (
        <Numbers sheet={sheet} unit={unit} answer={answer} />
      )}
      {units.length > 1 && (
        <p className="actions">
          <LinkButton href={here}>{t('circulars.tally.choose_other')}</LinkButton>
        </p>
      )}
    </>
  )
}

type Unit = NonNullable<Sheet['unit']>

/** What is known of a group: the households of its register, else the numbers that were entered. */
function useEntered() {
  const t = useT()
  return ({ counting, confirmed, households, signed }: Unit): string => {
    if (counting > 0) return t('circulars.tally.entered', { households: counting, signed: confirmed })
    if (households === null) return t('circulars.tally.not_entered')
    return t('circulars.tally.entered', { households, signed: signed ?? 0 })
  }
}

function Units({ here, units }: { here: string; units: readonly Unit[] }) {
  const t = useT()
  const entered = useEntered()
  return (
    <>
      <p>{t('circulars.tally.choose')}</p>
      <ul className="tally-units">
        {units.map((unit) => (
          <li key={unit.id}>
            <a href={`${here}?group=${unit.id}`}>
              <strong>{unit.name}</strong> <span>{entered(unit)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function Register({ sheet, unit, answer }: { sheet: Sheet; unit: Unit; answer: unknown }) {
  const t = useT()
  const entered = useEntered()
  const numbered = sheet.households.map((household, index) => ({ ...household, place: index + 1 }))
  const open = numbered.filter(({ channel }) => channel === null)
  const done = numbered.flatMap(({ place, name, channel }) =>
    channel
      ? [
          [
            `${place}. ${name}`,
            t('circulars.tally.register_done', { how: t(`confirmations.channel.${channel}`) }),
          ],
        ]
      : [],
  ) as [string, string][]
  return (
    <>
      <p>{entered(unit)}</p>
      {open.length === 0 ? (
        <p>{t('circulars.tally.everyone_done')}</p>
      ) : (
        <CheckedForm answer={answer}>
          <HiddenField name="group" value={unit.id} />
          <p>{t('circulars.tally.all_text')}</p>
          <SubmitButton name="intent" value="all">
            {t('circulars.tally.all')}
          </SubmitButton>
          <CheckboxListField
            name="household"
            label={t('circulars.tally.register')}
            support={t('circulars.tally.register_support')}
            options={open.map(({ id, name, place }) => ({ value: String(id), label: `${place}. ${name}` }))}
          />
          <SubmitButton name="intent" value="save" variant="secondary">
            {t('circulars.tally.save')}
          </SubmitButton>
        </CheckedForm>
      )}
      <DataList rows={done} />
    </>
  )
}

function Numbers({ sheet, unit, answer }: { sheet: Sheet; unit: Unit; answer: unknown }) {
  const t = useT()
  const entered = useEntered()
  const households = unit.households ?? sheet.before
  return (
    <>
      <p>{entered(unit)}</p>
      <CheckedForm
        answer={answer}
        defaults={{
          households: households ? String(households) : '',
          signed: unit.signed === null ? '' : String(unit.signed),
        }}
      >
        <HiddenField name="group" value={unit.id} />
        {sheet.versions.map((version) => (
          <HiddenField key={version} name="version" value={version} />
        ))}
        <TextField
          name="households"
          label={t('circulars.tally.households')}
          support={t('circulars.tally.households_support')}
          inputMode="numeric"
          autoComplete="off"
          short
          required
        />
        <TextField
          name="signed"
          label={t('circulars.tally.signed')}
          support={t('circulars.tally.signed_support')}
          inputMode="numeric"
          autoComplete="off"
          short
          required
        />
        <div className="actions">
          <SubmitButton name="intent" value="save">
            {t('circulars.tally.save_numbers')}
          </SubmitButton>
          <SubmitButton name="intent" value="all" variant="secondary">
            {t('circulars.tally.all_numbers')}
          </SubmitButton>
        </div>
      </CheckedForm>
    </>
  )
}
