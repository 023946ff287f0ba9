"""Puts the app together for an entry point."""

from bot.core import Bot
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack import Slack
from facts.desk import Desk
from facts.search.semantic import encoder
from facts.store.port import Store
from facts.wiring import index_folder


def bot_of(settings: Settings, store: Store) -> Bot:
    """Return a bot on a store.

    Raises:
        NotConfigured: there is no bot token, or the model of `factdesk[semantic]` is another one.
    """
    metrics = Metrics()
    slack = Slack(settings.secret("SLACK_BOT_TOKEN"), settings.slack_api_url, metrics)
    url = settings.factdesk_database_url
    desk = Desk(store, index_folder(url), encoder())
    return Bot(desk, store, slack, metrics, catalogue=index_folder(url, "check"))
