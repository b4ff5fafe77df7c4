"""Version 2026-11 of the consent wordings. Never edited once shown: write a new version instead."""

from typing import TypedDict


class Words(TypedDict):
    """The texts of one language, as `consent_wording.Wording` describes them."""

    intro: str
    none: str
    yes: dict[str, str]
    more: dict[str, str]
    police_risks: tuple[str, ...]
    interpreter: str
    crisis: str


ENGLISH: Words = {
    "intro": (
        "You decide what we may do with this. Tick only what you want. "
        "You can say no later without giving a reason, and you don't need your code for that."
    ),
    "none": "If you tick nothing, we still read it, answer you and support you. We just listen.",
    "yes": {
        "consent_statistics": "Yes, count it in figures.",
        "consent_compare": "Yes, staff may compare it with other reports.",
        "consent_bulletin": "Yes, warn the community.",
        "ask_before_publishing": "Show me the words before they go out.",
        "ask_otherwise": "If I don't answer in time:",
        "consent_partners": "Yes, share the warning with partner groups in other places.",
        "consent_contact": "Yes, you may contact me the way I wrote.",
        "consent_police_report": "Yes, send it to police for me, without my name.",
        "police_place_exact": "Police may have the exact place.",
        "police_time_exact": "Police may have the exact day and time.",
        "police_pictures": "Police may have my pictures.",
        "police_own_words": "Police may have my own words, as I wrote them.",
        "police_leave_out": "Never send it to:",
        "consent_police_information": "Yes, give police only what is known about the person.",
        "consent_police_questions": "Yes, police may ask, through you, if I will answer.",
    },
    "more": {
        "consent_statistics": (
            "We publish numbers only, like how many reports in a year. Small numbers stay hidden."
        ),
        "consent_compare": (
            "We look for the same person in other reports. Without this yes, we leave yours out."
        ),
        "consent_bulletin": (
            "We rewrite it so that it does not point to you. No exact place, day or time. "
            "A second person checks it. What is already printed cannot be called back."
        ),
        "ask_before_publishing": (
            "You come back with your code, read the words, and say yes, no, or change this."
        ),
        "ask_otherwise": "You choose how long we wait, and what we do then.",
        "consent_partners": (
            "They get the rewritten warning only, never your report. "
            "They may print it too, and we cannot call that back."
        ),
        "consent_contact": "Only the way you wrote, only when you said it is safe.",
        "consent_police_report": (
            "It goes to the force where it happened, or the one you name, from us or from a group "
            "that does this. We keep your name, if we know it. It is not a call for help and "
            "starts no case by itself."
        ),
        "police_place_exact": "Without this yes, they get the area only.",
        "police_time_exact": "Without this yes, they get the part of the month and of the day.",
        "police_pictures": "We take hidden data like place and time out of the files first.",
        "police_own_words": "Without this yes, they get a short text that we write.",
        "police_leave_out": "We will not send it there, even if it happened there.",
        "consent_police_information": (
            "Things like a plate, a phone number or looks. Nothing about you or what happened to "
            "you beyond the kind of harm."
        ),
        "consent_police_questions": (
            "We put the question in your mailbox. You may answer, call them yourself, or say no."
        ),
    },
    "police_risks": (
        "Details might still point to you, even without your name.",
        "A court can order us to hand over what we can read.",
        "Charges rarely follow.",
        "Police may share what they know with immigration. We cannot stop that.",
        "Once it is sent, we cannot take it back.",
    ),
    "interpreter": "We will ask you about this with an interpreter.",
    "crisis": "You said yes at a hard time. We will ask you again before anything goes to police.",
}

FRENCH: Words = {
    "intro": (
        "C’est vous qui décidez de ce que nous pouvons en faire. Cochez seulement ce que vous "
        "voulez. Vous pouvez dire non plus tard sans donner de raison, et sans votre code."
    ),
    "none": (
        "Si vous ne cochez rien, nous le lisons quand même, nous vous répondons et nous vous "
        "soutenons. Nous écoutons, c’est tout."
    ),
    "yes": {
        "consent_statistics": "Oui, comptez-le dans les chiffres.",
        "consent_compare": "Oui, l’équipe peut le comparer à d’autres signalements.",
        "consent_bulletin": "Oui, avertissez la communauté.",
        "ask_before_publishing": "Montrez-moi le texte avant de le diffuser.",
        "ask_otherwise": "Si je ne réponds pas à temps :",
        "consent_partners": "Oui, partagez l’avertissement avec des groupes partenaires ailleurs.",
        "consent_contact": "Oui, vous pouvez me joindre de la façon que j’ai écrite.",
        "consent_police_report": "Oui, envoyez-le à la police pour moi, sans mon nom.",
        "police_place_exact": "La police peut avoir le lieu exact.",
        "police_time_exact": "La police peut avoir le jour et l’heure exacts.",
        "police_pictures": "La police peut avoir mes images.",
        "police_own_words": "La police peut avoir mes propres mots, comme je les ai écrits.",
        "police_leave_out": "Ne l’envoyez jamais à :",
        "consent_police_information": (
            "Oui, donnez à la police seulement ce qu’on sait de la personne."
        ),
        "consent_police_questions": (
            "Oui, la police peut demander, par vous, si je veux répondre à une question."
        ),
    },
    "more": {
        "consent_statistics": (
            "Nous publions seulement des nombres, comme le total d’une année. Les petits nombres "
            "restent cachés."
        ),
        "consent_compare": (
            "Nous cherchons la même personne dans d’autres signalements. Sans ce oui, le vôtre "
            "reste à part."
        ),
        "consent_bulletin": (
            "Nous le réécrivons pour qu’il ne mène pas à vous. Ni lieu, ni jour, ni heure exacts. "
            "Une deuxième personne vérifie. Ce qui est déjà imprimé ne peut pas être repris."
        ),
        "ask_before_publishing": (
            "Vous revenez avec votre code, vous lisez le texte, et vous dites oui, non, ou "
            "changez ceci."
        ),
        "ask_otherwise": "Vous choisissez combien de temps nous attendons, et ce que nous faisons.",
        "consent_partners": (
            "Ils reçoivent seulement l’avertissement réécrit, jamais votre signalement. "
            "Ils peuvent aussi l’imprimer, et nous ne pouvons pas le reprendre."
        ),
        "consent_contact": "Seulement de cette façon, seulement quand vous avez dit que c’est sûr.",
        "consent_police_report": (
            "Il va au service de police du lieu, ou à celui que vous nommez, par nous ou par un "
            "groupe qui fait ce travail. Nous gardons votre nom, si nous le connaissons. Ce n’est "
            "pas un appel à l’aide et cela n’ouvre pas d’enquête à lui seul."
        ),
        "police_place_exact": "Sans ce oui, elle a seulement le secteur.",
        "police_time_exact": "Sans ce oui, elle a seulement la partie du mois et du jour.",
        "police_pictures": (
            "Nous enlevons d’abord les données cachées des fichiers, comme le lieu et l’heure."
        ),
        "police_own_words": "Sans ce oui, elle a un court texte que nous écrivons.",
        "police_leave_out": "Nous ne l’enverrons pas là, même si c’est arrivé là.",
        "consent_police_information": (
            "Par exemple une plaque, un numéro ou une apparence. Rien sur vous ni sur ce qui vous "
            "est arrivé, à part le genre de violence."
        ),
        "consent_police_questions": (
            "Nous mettons la question dans votre boîte. Vous pouvez répondre, appeler vous-même, "
            "ou dire non."
        ),
    },
    "police_risks": (
        "Des détails pourraient quand même mener à vous, même sans votre nom.",
        "Un tribunal peut nous obliger à remettre ce que nous pouvons lire.",
        "Des accusations suivent rarement.",
        "La police peut en parler à l’immigration. Nous ne pouvons pas l’empêcher.",
        "Une fois envoyé, nous ne pouvons pas le reprendre.",
    ),
    "interpreter": "Nous vous en parlerons avec une personne interprète.",
    "crisis": (
        "Vous avez dit oui à un moment difficile. Nous vous redemanderons avant d’envoyer quoi "
        "que ce soit à la police."
    ),
}

WORDS: dict[str, Words] = {"en": ENGLISH, "fr": FRENCH}
