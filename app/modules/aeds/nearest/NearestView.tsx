/**
 * 近くのAED: the emergency view. Complete as it arrives; its script adds the position, and goes on without a network.
 * Nothing on it belongs to one reader: a phone keeps it.
 */
import type { ReactNode } from 'react'
import { formatInstant } from '~/platform/clock'
import { htmlLang, languageNames, languages } from '~/platform/i18n'
import { useLanguage, useT } from '~/ui/i18n'
import type { TownAnswer } from './answer.server'
import { EMPTY, NearestCard } from './Card'
import { type Card, cardOf, wordsFor } from './words'

type NearestProps = {
  typed: string
  answer: TownAnswer | null
  towns: readonly string[]
  at: Date
  demonstration: boolean
  /** Address of the script */
  script: string
}

/** The steps of the citizens' guide, in few words. */
const STEPS = ['call', 'press', 'aed'] as const

export function NearestView(props: NearestProps) {
  const { typed, answer, towns, at, demonstration, script } = props
  const t = useT()
  const language = useLanguage()
  const word = (name: string, params?: Record<string, string | number>) => t(`aeds.nearest.${name}`, params)
  const near = answer?.kind === 'near' ? answer : null
  const cards = (found: typeof near, kind: 'usable' | 'others') =>
    found?.found[kind].map((one) => cardOf(one, at, t, language)) ?? []
  return (
    <div className="near" data-nearest={near ? 'answered' : ''}>
      {demonstration && <p className="near-invented">{word('invented')}</p>}
      <p className="near-offline" data-offline hidden>
        {word('offline')}
      </p>
      <h1>{word('title')}</h1>
      <a className="near-call" href="tel:119">
        {word('call_119')}
      </a>
      <p className="near-first">{word('first')}</p>
      <p>
        <a className="near-jump" href="#near-steps">
          {word('to_steps')}
        </a>
      </p>
      <div data-scripted hidden>
        <button type="button" className="near-locate" data-locate>
          {word('locate')}
        </button>
        <p className="near-small">{word('private')}</p>
      </div>
      <p role="status" className="near-status" data-status>
        {answer?.kind === 'none' ? word('no_town', { town: typed }) : ''}
        {answer?.kind === 'choices' ? word('choices') : ''}
      </p>
      <ul className="near-choices" data-choices>
        {answer?.kind === 'choices' &&
          answer.towns.map((town) => (
            <li key={town.name}>
              <a href={`?lang=${language}&town=${encodeURIComponent(town.name)}`}>{town.name}</a>
            </li>
          ))}
      </ul>
      <section
        data-results
        hidden={!near}
        data-latitude={near?.place.latitude}
        data-longitude={near?.place.longitude}
        data-town={near?.town.name}
      >
        <h2 data-heading tabIndex={-1}>
          {near ? word('from_town', { town: near.town.name }) : ''}
        </h2>
        <p className="near-small" data-asof>
          {near ? word('asof', { time: formatInstant(at, language) }) : ''}
        </p>
        <div className="near-warning" data-stale hidden>
          <p role="status" data-stale-words />
          <button type="button" className="near-locate" data-relocate>
            {word('again')}
          </button>
        </div>
        <p className="near-warning" data-cut hidden={!near?.found.cut}>
          {word('cut')}
        </p>
        <List kind="usable" cards={cards(near, 'usable')}>
          <p data-none hidden={!near || near.found.usable.length > 0}>
            {word('usable_none')}
          </p>
        </List>
        <div data-others hidden={!near || near.found.others.length === 0}>
          <h2>{word('others')}</h2>
          <p>{word('others_text')}</p>
          <List kind="others" cards={cards(near, 'others')} />
        </div>
        <p className="near-small">{word('straight')}</p>
      </section>
      <form method="get" action="/aeds/nearest" className="near-town" data-town-form>
        <input type="hidden" name="lang" value={language} />
        <label htmlFor="near-town">{word('town')}</label>
        <p className="near-small" id="near-town-support">
          {word('town_support')}
        </p>
        <input
          id="near-town"
          name="town"
          type="text"
          defaultValue={typed}
          list="near-towns"
          autoComplete="off"
          maxLength={100}
          aria-describedby="near-town-support"
        />
        <TownNames towns={towns} />
        <button type="submit">{word('town_button')}</button>
      </form>
      <section className="near-steps" id="near-steps">
        <h2>{word('steps')}</h2>
        <ol>
          {STEPS.map((step) => (
            <li key={step}>
              <strong>{word(`step_${step}`)}</strong>
              <span>{word(`step_${step}_text`)}</span>
            </li>
          ))}
        </ol>
        <p>{word('steps_follow')}</p>
        <p className="near-small">{word('steps_source')}</p>
      </section>
      <section className="near-about">
        <p className="near-warning" data-old hidden />
        <p data-age />
        <p data-kept hidden>
          {word('kept')}
        </p>
        <noscript>
          <p>{word('no_script')}</p>
        </noscript>
        <p>{word('not_all')}</p>
      </section>
      <nav className="near-languages" aria-label={t('portal.language')}>
        {languages.map((one) => (
          <a
            key={one}
            href={`/aeds/nearest?lang=${one}${typed ? `&town=${encodeURIComponent(typed)}` : ''}`}
            lang={htmlLang(one)}
            hrefLang={htmlLang(one)}
            aria-current={one === language ? 'true' : undefined}
          >
            {languageNames[one]}
          </a>
        ))}
      </nav>
      <p className="near-links">
        <a href="/aeds">{word('to_map')}</a> <a href="/">{word('to_portal')}</a>
      </p>
      <template data-card>
        <NearestCard card={EMPTY} />
      </template>
      <script
        type="application/json"
        id="near-words"
        // What looks like the end of the script would end it.
        dangerouslySetInnerHTML={{ __html: JSON.stringify(wordsFor(t)).replaceAll('<', '\\u003c') }}
      />
      <script src={script} defer />
    </div>
  )
}

function List({ kind, cards, children }: { kind: string; cards: readonly Card[]; children?: ReactNode }) {
  return (
    <>
      <ol className={`near-list near-${kind}`} data-list={kind}>
        {cards.map((card) => (
          <NearestCard key={card.id} card={card} />
        ))}
      </ol>
      {children}
    </>
  )
}

/** Hundreds of options that never change are written as one text: as elements they would take as long as the rest. */
function TownNames({ towns }: { towns: readonly string[] }) {
  const escaped = (town: string) => town.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
  const options = towns.map((town) => `<option value="${escaped(town)}"></option>`).join('')
  return <datalist id="near-towns" dangerouslySetInnerHTML={{ __html: options }} />
}
