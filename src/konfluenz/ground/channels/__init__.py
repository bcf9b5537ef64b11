"""The ways a message leaves the house: mail, text message, letter, call.

Each module offers a `Sender` whose ``hand_over(message)`` returns when the message is on
its way, and raises one of `channels.outcomes` when it is not. `channels.registry` picks.
"""
