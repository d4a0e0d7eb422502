/** 表決権者の名簿 as a table; what can be done for one of them opens in its row. */
import { useT } from '~/ui/i18n'
import { Badge, ConfirmPost, Table } from '~/ui/parts'
import type { VoterRow } from './queries/desk.server'
import type { Shown } from './queries/resolution.server'

export function VoterTable(props: {
  voters: readonly VoterRow[]
  resolution: Shown
  desk: { run: boolean; enter: boolean }
  isRunning: boolean
}) {
  const { voters, resolution, desk, isRunning } = props
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.voters.${key}`, params)
  const isDraft = resolution.state === 'draft'
  const isHousehold = resolution.unit === 'household'
  const asksConsent = resolution.way === 'consent_then_majority' && !isDraft
  const takesEnvelopes = resolution.state === 'voting' && resolution.secret && desk.enter
  const acts = (isDraft && desk.run) || isRunning
  const onPaper = (is: boolean) => (is ? ` (${word('on_paper')})` : '')
  return (
    <Table
      caption={word('caption')}
      head={[
        word('number'),
        word('name'),
        word('reached'),
        ...(asksConsent ? [word('consent')] : []),
        ...(isDraft ? [] : [word('vote')]),
        ...(acts ? [word('act')] : []),
      ]}
      rows={voters.map((voter) => [
        voter.position,
        voter.name || word('forgotten'),
        word(voter.hasAccount ? 'by_account' : isHousehold && voter.fromRegister ? 'by_register' : 'by_hand'),
        ...(asksConsent
          ? [
              voter.consents === null ? (
                <Badge key="c">{word('no_reply')}</Badge>
              ) : (
                <span key="c">
                  <Badge tone={voter.consents ? 'success' : 'danger'}>
                    {t(`resolutions.consent.${voter.consents ? 'yes_short' : 'no_short'}`)}
                  </Badge>
                  {onPaper(voter.consentOnPaper)}
                </span>
              ),
            ]
          : []),
        ...(isDraft
          ? []
          : [
              voter.voted ? (
                <span key="v">
                  <Badge tone="success">{word('voted')}</Badge>
                  {onPaper(voter.votedOnPaper)}
                  {voter.envelope && <strong className="block">{word('envelope_voted')}</strong>}
                </span>
              ) : (
                <span key="v">
                  <Badge>{word('not_voted')}</Badge>
                  {voter.envelope && (
                    <span className="block">
                      <Badge tone="warning">{word('envelope_waits')}</Badge>
                    </span>
                  )}
                </span>
              ),
            ]),
        ...(acts
          ? [
              <div key="act">
                {isDraft && desk.run && (
                  <ConfirmPost
                    summary={word('remove')}
                    label={word('remove_submit', { name: voter.name })}
                    fields={{ intent: 'remove', voter: voter.id }}
                  />
                )}
                {takesEnvelopes && !voter.voted && voter.envelope !== 'mine' && (
                  <ConfirmPost
                    summary={word(voter.envelope ? 'envelope_second' : 'envelope')}
                    label={word(voter.envelope ? 'envelope_second_submit' : 'envelope_submit', {
                      name: voter.name,
                    })}
                    fields={{ intent: 'envelope', voter: voter.id }}
                    variant="primary"
                  >
                    <p>{word(voter.envelope ? 'envelope_second_text' : 'envelope_text')}</p>
                  </ConfirmPost>
                )}
                {takesEnvelopes && voter.envelope && (
                  <ConfirmPost
                    summary={word('envelope_back')}
                    label={word('envelope_back_submit', { name: voter.name })}
                    fields={{ intent: 'envelope_back', voter: voter.id }}
                    variant="secondary"
                  >
                    <p>{word(voter.voted ? 'envelope_voted' : 'envelope_back_text')}</p>
                  </ConfirmPost>
                )}
                {isRunning && desk.run && !voter.voted && (
                  <ConfirmPost
                    summary={word('renew')}
                    label={word('renew_submit', { name: voter.name })}
                    fields={{ intent: 'renew', voter: voter.id }}
                    variant="secondary"
                  >
                    <p>{word('renew_text')}</p>
                  </ConfirmPost>
                )}
              </div>,
            ]
          : []),
      ])}
    />
  )
}
