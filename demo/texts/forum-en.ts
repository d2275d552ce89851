import type { ForumPools } from './forum-pools.ts'

export const englishForum: ForumPools = {
  questions: [
    {
      productIds: ['P-1002', 'P-1003', 'P-1004', 'P-1005', 'P-1006'],
      title: 'Does {product} connect to two phones at once?',
      text: 'I carry a private phone and one from work. Before I order: can both be connected at the same time, or do I have to pair again every time I switch?',
      answers: [
        'It can. Pair the first one, open the menu of the app, then "add device". Mine has been on two phones for {weeks} weeks.',
        'Two at once, yes, three no. I tried.',
        'Works here with an old Android & an iPhone. Only calls come through on whichever rings first.',
        'With {product} you have to switch it on in the settings first, it is off when it leaves the factory.',
      ],
      official:
        'Hello from Aurora! Two devices at the same time are possible with {product}; you find the switch in the app under Connections.',
    },
    {
      productIds: ['P-1017', 'P-1018'],
      title: 'Which cable for {product} and a laptop?',
      text: 'My laptop says "slow charger" whenever I plug it into {product}. The cable is the one that was lying in my drawer. Could that be the reason?',
      answers: [
        'Almost certainly the cable. Those from the drawer do 60 W at best; take one on which the wattage is printed.',
        'Had the same message. New cable for 9 euros, message gone.',
        'Also try the upper port, the lower one of {product} is the slower of the two.',
      ],
      official:
        'Hello from Aurora: please use a USB-C cable that is marked with 100 W. If the message stays, our support exchanges your device.',
    },
    {
      productIds: [],
      title: 'Spare parts for {product}?',
      text: 'A small part of mine broke when the dog got hold of it. My fault, not a complaint! Is there a way to get that part alone, or do I have to buy a whole new one?',
      answers: [
        'Write to their support. They sent me a part free of charge, just like that.',
        'There is a shop in Leeds that repairs {product}, they have a box full of parts.',
        'I glued mine with two-component glue {months} months ago. Not pretty, but it holds.',
        'Mine was the cat. Same story, they were really nice about it.',
      ],
      official:
        'Dear dog owner, we keep spare parts for {product} for seven years. Write to support@aurora.example with a photo and we send what you need.',
    },
  ],
  experiences: {
    titles: {
      good: [
        '{product}: I am surprised how good it is',
        'In praise of {product}',
        '{product}, a long-term report',
      ],
      mixed: ['{product}: love it or sell it?', '{product} or {rival}: I cannot decide'],
      bad: ['Anyone else unhappy with {product}?', '{product}: am I expecting too much?'],
    },
    prompts: [
      'How is yours doing?',
      'What do the others here say?',
      'I am curious about your experience.',
      'Tell me that I am not alone with this.',
    ],
    agree: [
      'Same here.',
      'I can only confirm that.',
      'Exactly how it is with {product} in our house.',
      '+1 from me, after {months} months.',
      'Glad to read that I am not the only one.',
    ],
    disagree: [
      'Strange, with me it is the other way round.',
      'Not in my house.',
      'I cannot confirm that for {product}.',
      'Then yours is a different one than mine 😄',
    ],
  },
  firmware: {
    titles: ['Firmware {firmware}: battery of {product} flat within hours'],
    starts: [
      'Since yesterday I have {firmware} on it, and the battery is gone after {short}. Before that I got {runtime}, every week, you could set your watch by it. I have reset it, charged it overnight & tried another charger: nothing. Who else has this?',
    ],
    replies: [
      'Same here since {firmware}: {short}, then it switches itself off.',
      'Mine is at {percent} % after one hour. It was never like that before the update.',
      'I noticed it on the train: full at home, empty at the office.',
      'No problem with the sound, but the battery of {product} is simply gone after {short}.',
      'I am still on the old version and will stay there, thanks for the warning!',
      'Has anybody found a way back to the old firmware? The app offers none.',
      'Measured it with a stopwatch: {runtime} before, {short} after. That is no coincidence.',
      'It gets warm in its case even when it is switched off. Something keeps running.',
      'Pulled the plug on automatic updates everywhere. Never again.',
      'The trick with <power> + <vol-> for 10 s did not help either.',
      'Mine goes back tomorrow. I paid {price} euros for a battery that works.',
      'Returned it and ordered a Nordbeat Q5, sorry.',
      'Is it only {product}, or have the others got {firmware} as well?',
      'Halo 100 here, same app, older firmware: still fine. So it really is the update.',
      'Third day, third charge. It used to be once a week.',
      'Bought it {weeks} weeks ago because of the battery. Great timing.',
      'My daughter has one too and tapped "Later". Hers is fine, mine is dead after {short}.',
    ],
    tails: [
      'Support says that they are looking into it.',
      'If there is no fix soon, I want my money back.',
      'And nobody tells you before you tap "Install".',
      'Such a pity, I loved it.',
      'Anyone from Aurora reading this?',
      'I have written to them twice.',
      'What a mess.',
    ],
    official: [
      'Hello from Aurora. We have read all of this and can reproduce it: {firmware} keeps the radio of {product} awake. A corrected firmware is being tested; until then please do not install the update.',
      'A short update from us: the corrected firmware is with our testers, and whoever wants to return {product} gets the full price back. We are sorry.',
    ],
  },
  thanks: [
    'That did it, thank you all!',
    'Thanks, ordered. I will report back.',
    'You are the best, thanks. Solved!',
  ],
  official: [
    'Thank you for the long report! If you ever have a question about {product}, simply mark us in your post.',
    'Hello from Aurora: we have passed your thoughts on {product} on to the people who build it.',
    'We read along here and take notes. Thank you, also for the critical voices!',
  ],
  signatures: [
    'Halo 100 · Pebble XL · too many cables',
    'Sent from a train that is late',
    'Pulse 2, Stride GPS and sore legs',
    '"If it has a battery, it is empty."',
  ],
}
