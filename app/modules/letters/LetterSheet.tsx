/** 通知書 on screen, in the parts and the order of the paper. Letters are in Japanese whatever the reader's language. */
import { formatEraDay } from '~/platform/clock'
import { partsOf } from './rules'
import type { Letter } from './schema'

export function LetterSheet({ letter }: { letter: Letter }) {
  const { addressee, text, items, notes } = partsOf(letter.body)
  return (
    <article className="stack max-w-[46rem] border border-solid-gray-420 p-4 sm:p-10" lang="ja">
      {letter.form && <p className="support">{letter.form}</p>}
      <p className="text-right">
        {letter.number && (
          <>
            {letter.number}
            <br />
          </>
        )}
        {formatEraDay(letter.issuedOn)}
      </p>
      {addressee.length > 0 && <p className="whitespace-pre-line">{addressee.join('\n\u3000')}</p>}
      {letter.sender && <p className="ml-auto w-fit max-w-full pr-4 whitespace-pre-line">{letter.sender}</p>}
      <h2 className="text-center">{letter.title}</h2>
      <Lines lines={text} />
      {items.length > 0 && (
        <>
          <p className="text-center">記</p>
          <dl className="data-list">
            {items.map(({ label, value }, index) => (
              <div key={`${index} ${label}`}>
                <dt>{items.length > 1 ? `${index + 1} ${label}` : label}</dt>
                <dd className="whitespace-pre-line">{value}</dd>
              </div>
            ))}
          </dl>
          <p className="text-right">以上</p>
        </>
      )}
      <Lines lines={notes} />
      {letter.contact && (
        <p className="ml-auto w-fit max-w-full border border-solid-gray-600 px-3 py-1 whitespace-pre-line">
          {letter.contact}
        </p>
      )}
    </article>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return lines
    .filter((line) => line !== '')
    .map((line, index) => (
      <p key={`${index} ${line.slice(0, 20)}`} className="indent-[1em]">
        {line}
      </p>
    ))
}
