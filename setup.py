"""Distribution metadata and entry points of kim.portal."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup


setup(
    name="kim.portal",
    version="1.0.0a1",
    description="The portal of a county's Kommunales Integrationsmanagement (KIM)",
    long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="GPL-2.0-only",
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Framework :: Plone :: Distribution",
        "Natural Language :: German",
        "Programming Language :: Python :: 3.11",
    ],
    packages=find_namespace_packages("src/kim.portal"),
    package_dir={"": "src/kim.portal"},
    include_package_data=True,
    zip_safe=False,
    python_requires=">=3.11",
    # What the code imports; the versions stand in requirements.txt alone.
    install_requires=[
        "Products.CMFPlone",
        "collective.easyform",
        "collective.honeypot",
        "collective.taxonomy",
        "collective.z3cform.datagridfield",
        "icalendar",
        "itsdangerous",
        "jsonschema",
        "lxml-html-clean",
        "merge3",
        "phonenumbers",
        "Pillow",
        "plone.api",
        "plone.app.caching",
        "plone.app.discussion",
        "plone.app.iterate",
        "plone.classicui",
        "plone.distribution",
        "plone.restapi",
        "pypdf",
        "PyStemmer",
        "PyYAML",
        "rapidfuzz",
        "simplemma",
        "weasyprint",
    ],
    extras_require={"test": ["pytest-plone", "plone.app.testing", "hypothesis", "playwright"]},
    entry_points={
        "z3c.autoinclude.plugin": ["target = plone"],
        "plone.autoinclude.plugin": ["target = plone", "module = kim.portal"],
    },
)
