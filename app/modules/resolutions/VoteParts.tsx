/** 承諾と表決: what a voter is asked, in plain words and large choices. */
import { Fragment } from 'react'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, RadioField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner, DataList } from '~/ui/parts'
import type { VoterView } from './queries/voter.server'
import { ItemList, Typed, useDays, WaySteps } from './ResolutionParts'
import { choicesFor } from './rules'
import { consentForm, fieldOf, voteForm } from './schema'
import { needWords } from './words'

export function VotePart({ view, answer, kept }: { view: VoterView; answer: unknown; kept?: FormFields }) {
  const { resolution, voters, window } = view
  const t = useT()
  const { day } = useDays()
  const word = (key: string, params?: Record<string, string | number>) => t(`resolutions.vote.${key}`, params)
  const { state, way } = resolution
  const last = state === 'consenting' ? resolution.consentUntil : resolution.voteUntil
  return (
    <>
      <DataList
        rows={[
          [word('association'), resolution.association.name],
          [t('resolutions.form.unit'), t(`resolutions.unit.${resolution.unit}`)],
          [word('until'), window === 'closed' ? null : day(last)],
          [word('secret'), t(`resolutions.secrecy.${resolution.secret ? 'secret' : 'open'}`)],
        ]}
      />
      {voters.map((voter) => (
        <Fragment key={voter.id}>
          <h2>{word('of', { name: voter.name })}</h2>
          <OneVoter view={view} voter={voter} answer={answer} kept={kept} />
        </Fragment>
      ))}
      <h2>{word('about')}</h2>
      <Typed text={resolution.introduction} />
      <p>{t(`resolutions.way.${way}.text`)}</p>
      <WaySteps way={way} state={state} />
      {!(state === 'voting' && window === 'open' && voters.some(({ voted }) => !voted)) && (
        <>
          <h2>{t('resolutions.item.title_all')}</h2>
          <ItemList items={resolution.items} way={way} />
        </>
      )}
    </>
  )
}

type Voter = VoterView['voters'][number]

type Asked = { view: VoterView; voter: Voter; answer: unknown; kept?: FormFields }

function OneVoter({ view, voter, answer, kept }: Asked) {
  const { resolution, window } = view
  const t = useT()
  const { day } = useDays()
  const word = (key: string, params?: Record<string, string | number>) => t(`resolutions.vote.${key}`, params)
  const { state } = resolution
  if (window === 'closed') {
    return (
      <Banner tone="info" title={word('over')}>
        <p>{t(`resolutions.state.${state}`)}</p>
      </Banner>
    )
  }
  if (state === 'voting' && voter.voted) {
    return (
      <Banner tone="success" title={word('voted')}>
        <p>{word('voted_text')}</p>
      </Banner>
    )
  }
  if (window === 'late') return <Banner tone="warning" title={word('late')} />
  if (window === 'early')
    return <Banner tone="info" title={word('early', { day: day(resolution.voteFrom) ?? '' })} />
  return state === 'consenting' ? (
    <Consent voter={voter} answer={answer} kept={kept} />
  ) : (
    <Vote view={view} voter={voter} answer={answer} kept={kept} />
  )
}

function Consent({ voter, answer, kept }: Omit<Asked, 'view'>) {
  const t = useT()
  const word = (key: string) => t(`resolutions.consent.${key}`)
  return (
    <>
      {voter.consents && (
        <Banner tone="success" title={word('given')}>
          <p>{word('given_text')}</p>
        </Banner>
      )}
      <p>{word('what')}</p>
      <CheckedForm
        schema={consentForm}
        answer={answer}
        defaults={{ ...(voter.consents ? { consents: 'yes' } : {}), ...kept }}
        id={`consent-${voter.id}`}
      >
        <HiddenField name="intent" value="consent" />
        <HiddenField name="voter" value={voter.id} />
        <RadioField
          name="consents"
          label={word('label')}
          required
          options={[
            { value: 'yes', label: word('yes'), support: word('yes_text') },
            { value: 'no', label: word('no'), support: word('no_text') },
          ]}
        />
        <SubmitButton>{word('submit')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

function Vote({ view, voter, answer, kept }: Asked) {
  const { items, way, secret } = view.resolution
  const t = useT()
  const word = (key: string) => t(`resolutions.vote.${key}`)
  const allowed = choicesFor(way)
  return (
    <>
      <Banner tone="info" title={word('once')}>
        <p>{word(secret ? 'secret_text' : 'open_text')}</p>
        {way === 'all_agree' && <p>{word('all_agree_text')}</p>}
      </Banner>
      <CheckedForm
        schema={voteForm(
          items.map(({ id }) => id),
          allowed,
        )}
        answer={answer}
        defaults={kept}
        id={`vote-${voter.id}`}
      >
        <HiddenField name="intent" value="vote" />
        <HiddenField name="voter" value={voter.id} />
        {items.map((item, index) => (
          <div key={item.id} className="card">
            <RadioField
              name={fieldOf(item.id)}
              label={`${t('resolutions.item.number', { n: index + 1 })} ${item.title}`}
              support={
                <>
                  {item.text && (
                    <span className="block whitespace-pre-line text-base text-black">{item.text}</span>
                  )}
                  <span className="block">
                    {way === 'all_agree' ? t('resolutions.need.everybody') : needWords(t, item.need)}
                  </span>
                </>
              }
              required
              options={allowed.map((choice) => ({
                value: choice,
                label: t(`resolutions.choice.${way === 'all_agree' ? `agree_${choice}` : choice}`),
              }))}
            />
          </div>
        ))}
        <SubmitButton>{word('submit')}</SubmitButton>
      </CheckedForm>
    </>
  )
}
