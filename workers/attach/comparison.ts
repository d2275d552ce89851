/** Words that set one thing against another, in en de fr es. */
const CUES = [
  // en
  /\b(?:better|worse|cheaper|nicer|louder|faster|slower|lighter|heavier|smaller|bigger|stronger|weaker|more|less|\w+er) than\b/u,
  /\bthan (?:the|my|our|a|an|with|its)\b/u,
  /\b(?:compared|in comparison|comparing) (?:to|with)\b/u,
  /\b(?:vs|versus|unlike|as good as|instead of|replaced (?:my|the|our)|switched from|upgrade(?:d)? from)\b/u,
  // de
  /\b(?!(?:immer|aber|oder|der|wieder|einer)\b)\p{L}+er als\b|\b(?:so gut wie|im vergleich|verglichen mit|gegenüber|im gegensatz zu|anders als|statt|anstelle)\b/u,
  // fr
  /\b(?:mieux|pire|meilleure?s?|moins|plus|aussi)(?: \p{L}+)? que\b|comparée?s? (?:à|aux?|avec)|par rapport (?:à|aux?)|contrairement (?:à|aux?)|à la place d/u,
  // es
  /\b(?:mejor(?:es)?|peor(?:es)?|más|menos|tan)(?: \p{L}+)? (?:que|como)\b|comparad[oa]s? con|en comparación|a diferencia de|frente a|en vez de/u,
]

/** Whether a sentence compares things. */
export function isComparison(sentence: string): boolean {
  const lower = sentence.toLowerCase()
  return CUES.some((cue) => cue.test(lower))
}
