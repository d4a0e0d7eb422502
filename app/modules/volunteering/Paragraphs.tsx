/** Text as it was typed, its lines kept. */
export function Paragraphs({ text }: { text: string }) {
  return <p className="whitespace-pre-wrap">{text}</p>
}
