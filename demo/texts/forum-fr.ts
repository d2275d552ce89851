import type { ForumPools } from './forum-pools.ts'

export const frenchForum: ForumPools = {
  questions: [
    {
      productIds: ['P-1002', 'P-1003', 'P-1004', 'P-1005', 'P-1006'],
      title: 'Peut-on relier {product} à deux téléphones ?',
      text: 'J’ai un téléphone privé et un autre pour le travail. Avant de commander : les deux peuvent-ils être connectés en même temps, ou faut-il tout refaire à chaque fois ?',
      answers: [
        'Oui. On relie le premier, puis « ajouter un appareil » dans l’application. Ça marche chez moi depuis {weeks} semaines.',
        'Deux oui, trois non. J’ai essayé.',
        'Avec {product}, il faut d’abord l’activer dans les réglages, c’est désactivé à la livraison.',
        'Chez moi avec un vieil Android & un iPhone, aucun souci.',
      ],
      official:
        'Bonjour de la part d’Aurora ! Deux appareils en même temps, c’est possible avec {product} : le réglage se trouve dans l’application, sous Connexions.',
    },
    {
      productIds: [],
      title: 'Des pièces détachées pour {product} ?',
      text: 'Le chien a croqué un coin de l’appareil. C’est ma faute, je ne me plains pas ! Peut-on acheter la pièce seule, ou faut-il tout racheter ?',
      answers: [
        'Écris à l’assistance, ils m’ont envoyé une pièce sans rien demander.',
        'À Lyon, une boutique répare {product}, ils ont une caisse pleine de pièces.',
        'J’ai recollé le mien il y a {months} mois. Pas joli, mais ça tient.',
        'Chez nous, c’était le chat 😄 Ils ont été très gentils au téléphone.',
      ],
      official:
        'Chers amis des chiens, nous gardons les pièces de {product} pendant sept ans. Envoyez une photo à support@aurora.example.',
    },
  ],
  experiences: {
    titles: {
      good: ['{product} : une très bonne surprise', 'Éloge de {product}'],
      mixed: ['{product} : garder ou revendre ?', '{product} ou {rival}, que choisir ?'],
      bad: ['Déçu par {product}, suis-je le seul ?'],
    },
    prompts: [
      'Et chez vous ?',
      'Qu’en pensent les autres ?',
      'Vos retours m’intéressent.',
      'Dites-moi que je ne suis pas le seul.',
    ],
    agree: [
      'Pareil chez moi.',
      'Je ne peux que confirmer.',
      'Exactement mon expérience avec {product}.',
      '+1, après {months} mois.',
    ],
    disagree: [
      'Bizarre, chez moi c’est tout le contraire.',
      'Je ne dirais pas cela de {product}.',
      'Alors nous n’avons pas le même 😄',
    ],
  },
  firmware: {
    titles: ['Batterie de {product} vide en quelques heures depuis le firmware {firmware}'],
    starts: [
      'Depuis hier j’ai la version {firmware}, et la batterie est vide au bout de {short}. Avant, c’était {runtime}, chaque semaine. Réinitialisé, chargé toute la nuit & essayé un autre chargeur : rien. Qui d’autre ?',
    ],
    replies: [
      'Même chose ici depuis {firmware} : {short}, puis plus rien.',
      'Le son va bien, mais la batterie de {product} ne tient plus que {short}.',
      'Je reste sur l’ancienne version, merci de m’avoir prévenue !',
      'Chronomètre en main : {runtime} avant, {short} maintenant. Ce n’est pas un hasard.',
      'Le mien repart demain. Pour {price} euros, j’attends une batterie qui tient.',
    ],
    tails: [
      'L’assistance dit qu’elle étudie la question.',
      'Sans correctif rapide, je veux être remboursé.',
      'Quel dommage, je l’adorais.',
    ],
    official: [
      'Bonjour de la part d’Aurora. Nous avons tout lu et nous reproduisons le défaut : {firmware} empêche la radio de {product} de se mettre en veille. Un correctif est en test, n’installez pas la mise à jour d’ici là.',
    ],
  },
  thanks: ['C’est réglé, merci à tous !', 'Merci, commandé. Je vous dirai.'],
  official: [
    'Merci pour ce long retour ! Pour toute question sur {product}, citez-nous dans votre message.',
    'Bonjour de la part d’Aurora : vos remarques sur {product} sont transmises à l’équipe qui le fabrique.',
  ],
  signatures: [
    'Horizon Bar · Dawn 1 · un chat sourd',
    'Écrit dans un train en retard',
    '« Débranchez tout, puis rebranchez. »',
  ],
}
