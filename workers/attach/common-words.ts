/**
 * Words of everyday texts that products are also called by. Such a name counts in running text only with
 * its brand beside it. The list need not be complete: it holds what shows up in reviews, in en de fr es it.
 */
const COMMON_WORDS = new Set(
  (
    'air alpha arc atlas basic beam best beta bike bit blade block bloom blue bold bolt book boost bottle bowl ' +
    'box breeze bright bud buds bundle camp camera cap case chair charge charger charm classic clean clear click ' +
    'clip cloud coat code coffee color colour comfort compact core cover cube cup curve daily dash deluxe desk ' +
    'dock dot dream drive duo earbuds easy echo edge eco edition elite energy essential explorer extra fit flash ' +
    'flex flip flow focus fold force free fresh fusion future galaxy gear gift glide glow gold good grand green ' +
    'grip guard halo handy headphones hero home horizon hub ice icon impact jacket jet joy kettle key kit ' +
    'knife lamp laptop large lens level life lift light lite loop love lux luna magic matrix max medium mini ' +
    'mini mirror mix model monitor moon motion mouse move nano natural neo nest new next night nova ocean one ' +
    'orbit original pace pack pan peak pearl pen phone pilot plus pocket point power premium prime pro ' +
    'professional pulse pump pure quick radio rapid ray ring river roam rock rose round royal runner ' +
    'sense set shadow shell shift shine shoe shoes show silk silver single sky slim smart smooth snap solid ' +
    'solo sonic soul sound space spark speaker speed spin spirit sport spring standard star start steam step ' +
    'storm stream studio style summit sun super swift switch table tablet tag tea titan tool top touch tour ' +
    'tower trail travel trend tune turbo twin twist ultra union urban velvet view vision vista vital voice ' +
    'volt watch wave wind wing winter wireless wood work world zen zero zip zone ' +
    'becher blitz decke duft ecke eis feuer garten glanz grill haus herz kanne kissen kraft lampe leicht licht ' +
    'luft messer mond natur nacht neu ohrhörer pfanne rad ruhe schatten schuh sonne stark stern stuhl tasche ' +
    'tasse tisch traum wasser welle wolke zeit ' +
    'bouteille chaise ciel douceur eau étoile feu fleur force lumière lune maison mer nuit soleil tasse vie ' +
    'agua aire casa cielo estrella flor fuego luna luz mar noche sol vida ' +
    'acqua aria casa cielo fiore fuoco luce mare notte sole stella vita'
  ).split(' '),
)

/** Whether a word (lower case) is too common to name a product by itself. */
export function isCommonWord(word: string): boolean {
  return COMMON_WORDS.has(word)
}
