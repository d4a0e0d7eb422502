/** From the page of a notice to its paper: the sheet for everybody, the signed sheets for those who enter them. */
import { useT } from '~/ui/i18n'
import { Icon, LinkButton } from '~/ui/parts'

export function PaperLinks(props: {
  id: number
  /** The version that is being read, when it can be printed; null for the Japanese one */
  version: string | null
  tally: boolean
}) {
  const { id, version, tally } = props
  const t = useT()
  return (
    <p className="actions no-print">
      <LinkButton href={version ? `/notices/${id}/print?lang=${version}` : `/notices/${id}/print`}>
        <Icon name="print" /> {t('circulars.links.print')}
      </LinkButton>
      {tally && (
        <LinkButton href={`/notices/${id}/tally`}>
          <Icon name="check" /> {t('circulars.links.tally')}
        </LinkButton>
      )}
    </p>
  )
}
