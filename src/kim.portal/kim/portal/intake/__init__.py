"""Forms of the office (collective.easyform) that become content, and the guard before them.

What a form may make is limited to the targets that rooms register (`places.IIntakeTarget`). A form
publishes nothing.
"""
