"""Preparing the demo, read only when something has to be done."""

from zhitong.portal.flows.demo.preparing import prepare_demo

__all__ = ["prepare_demo"]
