/**
 * 当日の受付 on the host's phone. Complete as it arrives: each button is a form of its own. Its script keeps what is
 * pressed until it can be sent, and public/sw.js keeps the page.
 */
import { formatSpan } from '~/platform/clock'
import { CheckboxField, CheckedForm, HiddenField, SelectField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Icon } from '~/ui/parts'
import type { DeskPerson, DeskView } from '../queries/people.server'
import { type Attendance, countsOf } from '../rules/day'
import { closeForm, walkInForm } from '../schema'
import { wordsFor } from './words'

/** Never there: the row that the script copies for somebody whom another phone has taken in. */
const EMPTY: DeskPerson = {
  id: 0,
  code: '',
  name: '',
  stage: 'adult',
  companion: false,
  attendance: 'unknown',
  walkIn: false,
}

export function DeskPage(props: {
  desk: DeskView
  /** The key of the day, as it stands in the address */
  keyed: string | null
  /** For each form without a script: what makes sending it twice the same as once */
  marks: string[]
  find: string
  script: string
  answer: unknown
  /** Which of the forms was answered */
  answered: string
}) {
  const { desk, keyed, marks, find, script, answer, answered } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`attendance.desk.${key}`, params)
  const counts = countsOf(desk.people)
  const open = desk.state === 'open'
  const back = desk.role === 'key' ? null : `/volunteering/sessions/${desk.id}/day`
  return (
    <div className="desk" data-desk={desk.id} data-state={desk.state}>
      <p className="desk-offline" data-offline hidden>
        {at('offline')}
      </p>
      <h1>{at('title')}</h1>
      <p className="desk-what">
        <strong>{desk.title}</strong>
        <br />
        {formatSpan(new Date(desk.startsAt), new Date(desk.endsAt), language)}
        <br />
        {desk.venue || desk.host}
      </p>
      {!open && (
        <Banner tone={desk.state === 'closed' ? 'success' : 'info'} title={at(`is_${desk.state}`)}>
          <p>{at(`is_${desk.state}_text`)}</p>
        </Banner>
      )}
      <p className="desk-counts" data-counts>
        {at('counts', { came: counts.attended, absent: counts.absent, left: counts.unknown })}
      </p>
      <p className="desk-small" data-scripted hidden>
        <span data-queue />
        <br />
        <span data-kept hidden>
          {at('kept')}
        </span>
      </p>
      <p role="status" className="desk-say" data-say />
      <section className="desk-refused" data-refused hidden>
        <h2>{at('refused_title')}</h2>
        <p>{at('refused_text')}</p>
        <ul data-refused-list />
      </section>
      <template data-refused-row>
        <li>
          <p data-refused-what />
          <p data-refused-why />
          <div className="desk-buttons">
            <button type="button" data-again>
              {at('again')}
            </button>
            <button type="button" data-drop>
              {at('drop')}
            </button>
          </div>
        </li>
      </template>
      <form method="get" data-kind="find" className="desk-find">
        {keyed && <input type="hidden" name="key" value={keyed} />}
        <label htmlFor="find">{at('find')}</label>
        <span className="desk-find-row">
          <input
            id="find"
            name="find"
            className="input"
            defaultValue={find}
            autoComplete="off"
            maxLength={30}
            data-find
          />
          <noscript>
            <button type="submit" className="button button-secondary">
              {at('find_button')}
            </button>
          </noscript>
        </span>
      </form>
      <button type="button" className="desk-scan" data-scan hidden>
        {at('scan')}
      </button>
      <video data-video hidden muted playsInline className="desk-video" />
      {desk.people.length === 0 && <p>{at('nobody')}</p>}
      <ul className="desk-people" data-people>
        {desk.people.map((person, index) => (
          <PersonRow key={person.id} person={person} mark={marks[index] ?? ''} open={open} />
        ))}
      </ul>
      <ul className="desk-waiting" data-waiting hidden />
      <template data-row>
        <PersonRow person={EMPTY} mark="" open={open} />
      </template>
      {open && (
        <>
          <section className="desk-part" id="walk-in-part">
            <h2>{at('walk_in_title')}</h2>
            <p>{at('walk_in_text')}</p>
            <p data-room>{desk.room > 0 ? at('room', { count: desk.room }) : at('no_room')}</p>
            <details open={answered === 'walk_in'}>
              <summary>{at('walk_in_open')}</summary>
              <CheckedForm
                schema={walkInForm}
                answer={answered === 'walk_in' ? answer : undefined}
                id="walk-in"
              >
                <HiddenField name="intent" value="walk_in" />
                <HiddenField name="mark" value={marks.at(-1) ?? ''} />
                <TextField
                  name="code"
                  label={at('walk_in_code')}
                  support={at('walk_in_code_support')}
                  autoComplete="off"
                  short
                />
                <TextField
                  name="givenName"
                  label={at('given_name')}
                  support={at('given_support')}
                  autoComplete="off"
                />
                <TextField
                  name="familyName"
                  label={at('family_name')}
                  support={at('family_support')}
                  autoComplete="off"
                />
                <SelectField
                  name="stage"
                  label={at('stage')}
                  emptyLabel={t('form.choose')}
                  options={desk.stages.map((value) => ({ value, label: t(`attendance.stage.${value}`) }))}
                  required
                />
                <CheckboxField name="consent" label={at('consent')} support={at('consent_support')} />
                <TextField
                  name="email"
                  type="email"
                  label={at('email')}
                  support={at('email_support')}
                  autoComplete="off"
                />
                <TextField
                  name="familyReading"
                  label={at('family_reading')}
                  support={at('reading_support')}
                  autoComplete="off"
                />
                <TextField name="givenReading" label={at('given_reading')} autoComplete="off" />
                <SubmitButton>{at('walk_in_button')}</SubmitButton>
              </CheckedForm>
            </details>
          </section>
          <section className="desk-part">
            <h2>{at('close_title')}</h2>
            <p>{at('close_text')}</p>
            <CheckedForm
              schema={closeForm}
              answer={answered === 'close' ? answer : undefined}
              defaults={{}}
              id="close"
            >
              <HiddenField name="intent" value="close" />
              <CheckboxField name="rest" label={at('rest')} support={at('rest_support')} />
              <SubmitButton variant="secondary">{at('close_button')}</SubmitButton>
            </CheckedForm>
          </section>
        </>
      )}
      <section className="desk-part">
        <h2>{at('emergency_title')}</h2>
        <p>
          <a className="desk-call" href="tel:119">
            {at('call')}
          </a>
        </p>
        <p>
          <a href="/aeds/nearest">{at('nearest')}</a>
        </p>
      </section>
      <noscript>
        <p>{at('no_script')}</p>
      </noscript>
      {back && (
        <p>
          <a href={back}>{at('back')}</a>
        </p>
      )}
      <script
        type="application/json"
        id="desk-words"
        // What looks like the end of the script would end it.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(wordsFor(t)).replaceAll('<', '\\u003c') }}
      />
      <script src={script} defer />
    </div>
  )
}

const BUTTONS = ['attended', 'absent', 'unknown'] as const satisfies readonly Attendance[]

function PersonRow({ person, mark, open }: { person: DeskPerson; mark: string; open: boolean }) {
  const t = useT()
  const about = [
    t(`attendance.stage.${person.stage}`),
    person.companion ? t('attendance.desk.companion') : '',
    person.walkIn ? t('attendance.desk.walk_in') : '',
  ].filter(Boolean)
  return (
    <li
      id={person.id ? `m-${person.id}` : undefined}
      data-member={person.id || undefined}
      data-code={person.code}
      data-attendance={person.attendance}
      data-standing={person.attendance}
    >
      <p className="desk-person">
        <strong data-name>{person.name || t('attendance.desk.unnamed')}</strong>{' '}
        <span data-about>{about.join(' ')}</span>
        <span className="desk-code" data-code-shown>
          {person.code}
        </span>
      </p>
      <p className="desk-said">
        <Icon name="check" /> <span data-said>{t(`attendance.state.${person.attendance}`)}</span>
      </p>
      {open && (
        <form method="post" data-kind="mark" className="desk-buttons">
          <input type="hidden" name="intent" value="mark" />
          <input type="hidden" name="member" value={person.id} />
          <input type="hidden" name="mark" value={mark} />
          {BUTTONS.map((value) => (
            <button
              key={value}
              type="submit"
              name="attendance"
              value={value}
              className={`desk-${value}`}
              aria-pressed={person.attendance === value}
              // Who came without having applied is here, or was entered by mistake.
              hidden={
                value === 'unknown' ? person.attendance === 'unknown' : value === 'absent' && person.walkIn
              }
            >
              {t(`attendance.desk.button_${value}`)}
            </button>
          ))}
        </form>
      )}
      {open && (person.walkIn || person.id === 0) && (
        <form method="post" data-kind="undo" className="desk-buttons" hidden={!person.walkIn}>
          <input type="hidden" name="intent" value="undo" />
          <input type="hidden" name="member" value={person.id} />
          <button type="submit">{t('attendance.desk.undo')}</button>
        </form>
      )}
    </li>
  )
}
